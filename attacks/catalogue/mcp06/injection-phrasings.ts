import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { everyInjection, inTurn } from "../../payloads/injections";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "injection-phrasings",
  risk: "MCP06",
  controls: ["MCP06-1"],
  title: "Orders to the model in many words and languages",
  why: "The model behind a tool obeys the attacker in place of its user.",
  *attempts({ servers }) {
    for (const [number, { id, text }] of everyInjection.entries()) {
      for (const [server, { text: call }] of inTurn(sampled(servers), number, 1)) {
        yield {
          name: `${server.name}: ${id}`,
          run: async (lab) => {
            const caller = await callerOf(lab, server);
            const request = callTool(server, call.tool, argumentsWith(call, text), caller);
            return exchange(lab, server, request, outcome(server, "shield-hit"));
          },
        };
      }
    }
  },
};
