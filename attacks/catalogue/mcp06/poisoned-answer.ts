import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { coreInjections, inTurn } from "../../payloads/injections";
import { poisonedPlaces } from "../../payloads/poisons";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "poisoned-answer",
  risk: "MCP06",
  controls: ["MCP06-2"],
  title: "Orders to the client's model in every place of a tool's answer",
  why: "Whoever can write what a tool reads commands the user's model.",
  *attempts({ servers }) {
    const inspected = servers.filter(({ results }) => results === "inspected");
    for (const [number, [place, poison]] of Object.entries(poisonedPlaces).entries()) {
      for (const [turn, [server, { text: call }]] of sampled(inspected).entries()) {
        for (const { id, text } of inTurn(coreInjections, number + turn, 1)) {
          yield {
            name: `${server.name}: ${place}: ${id}`,
            run: async (lab) => {
              await lab.control.setAnswer(server.name, call.tool, { ...poison(text) });
              const caller = await callerOf(lab, server);
              const request = callTool(server, call.tool, argumentsWith(call, "Lake"), caller);
              return exchange(lab, server, request, {
                ...outcome(server, "answer-shield-hit"),
                reaches: true,
                also: (seen) => leaks(seen, text, Buffer.from(text).toString("base64")),
              });
            },
          };
        }
      }
    }
  },
};
