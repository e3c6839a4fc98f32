import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { FaultMode } from "../../lab/control";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { PLAIN_INJECTION } from "../../payloads/injections";
import { argumentsWith, sampled } from "../../payloads/samples";

const modes: readonly FaultMode[] = ["down", "error", "throttled", "malformed"];

export const attack: Attack = {
  id: "broken-shield-in",
  risk: "MCP06",
  controls: ["MCP06-4"],
  title: "Text that goes in while the shield cannot answer",
  why: "Who can break the filter is no longer filtered.",
  *attempts({ servers }) {
    for (const [number, [server, { text: call }]] of sampled(servers).entries()) {
      // A slow shield takes as long as the gateway waits for it: once is enough.
      for (const mode of number === 0 ? [...modes, "slow" as const] : modes) {
        for (const [kind, text] of mode === "slow"
          ? [["order", PLAIN_INJECTION]]
          : Object.entries({ order: PLAIN_INJECTION, ordinary: "Lake" })) {
          yield {
            name: `${server.name}: ${mode}: ${kind}`,
            alone: true,
            run: async (lab) => {
              const caller = await callerOf(lab, server);
              await lab.control.fault("content-safety", mode);
              const request = callTool(server, call.tool, argumentsWith(call, text ?? ""), caller);
              return exchange(lab, server, request, {
                ...outcome(server, "shield-unavailable"),
                also: (seen) => leaks(seen, "InternalError", "retry-after", PLAIN_INJECTION),
              });
            },
          };
        }
      }
    }
  },
};
