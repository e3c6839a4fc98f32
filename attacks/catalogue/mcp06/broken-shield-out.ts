import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { FaultMode } from "../../lab/control";
import { silentCall } from "../../lab/silent-call";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { sampled } from "../../payloads/samples";

const modes: readonly FaultMode[] = ["down", "error", "throttled", "malformed"];

/** A tool that may be called without arguments: nothing goes in that the shield would be asked about. */
const tools: Readonly<Record<string, string>> = { trails: "find_trails", ledger: "list_expenses" };

const SECRET_OF_THE_SERVER = "What only an inspected answer may say";

export const attack: Attack = {
  id: "broken-shield-out",
  risk: "MCP06",
  controls: ["MCP06-4"],
  title: "Answers that come back while the shield cannot answer",
  why: "Who can break the filter is no longer filtered.",
  *attempts({ servers }) {
    const inspected = servers.filter(({ results, name }) => results === "inspected" && name in tools);
    for (const [number, [server]] of sampled(inspected).entries()) {
      // A slow shield takes as long as the gateway waits for it: once is enough.
      for (const mode of number === 0 ? [...modes, "slow" as const] : modes) {
        yield {
          name: `${server.name}: ${mode}`,
          alone: true,
          run: async (lab) => {
            const caller = await callerOf(lab, server);
            const name = tools[server.name] ?? "";
            await lab.control.setAnswer(server.name, name, { content: [{ type: "text", text: SECRET_OF_THE_SERVER }] });
            await lab.control.fault("content-safety", mode);
            return exchange(lab, server, silentCall(server, name, caller), {
              ...outcome(server, "answer-shield-unavailable"),
              reaches: true,
              also: (seen) => leaks(seen, SECRET_OF_THE_SERVER, "InternalError"),
            });
          },
        };
      }
    }
  },
};
