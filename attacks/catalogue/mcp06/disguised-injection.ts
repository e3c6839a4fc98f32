import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { disguises, inTurn, PLAIN_INJECTION } from "../../payloads/injections";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "disguised-injection",
  risk: "MCP06",
  controls: ["MCP06-1"],
  title: "Orders to the model, written so that a filter would not see them",
  why: "What the filter reads is not what the model reads.",
  *attempts({ servers }) {
    for (const [number, [name, disguise]] of Object.entries(disguises).entries()) {
      for (const [turn, where] of (["text", "nested"] as const).entries()) {
        for (const [server, { [where]: call }] of inTurn(sampled(servers), number + turn, 1)) {
          yield {
            name: `${server.name}: ${where}: ${name}`,
            run: async (lab) => {
              const caller = await callerOf(lab, server);
              const request = callTool(server, call.tool, argumentsWith(call, disguise(PLAIN_INJECTION)), caller);
              return exchange(lab, server, request, outcome(server, "shield-hit"));
            },
          };
        }
      }
    }
  },
};
