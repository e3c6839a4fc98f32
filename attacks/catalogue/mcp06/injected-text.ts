import type { Attack } from "../../attack";
import { exchange } from "../../lab/oracle";
import { leaks } from "../../lab/answers";
import { coreInjections, inTurn } from "../../payloads/injections";
import { everyPlace, expectationAt, hasPlace, messageAt } from "../../payloads/places";

export const attack: Attack = {
  id: "injected-text",
  risk: "MCP06",
  controls: ["MCP06-1", "MCP02-2", "MCP05-2"],
  title: "Orders to the model in every place of a message where text can stand",
  why: "The model behind a tool obeys the attacker in place of its user.",
  *attempts({ servers }) {
    for (const [number, place] of everyPlace.entries()) {
      for (const [turn, server] of servers.filter((one) => hasPlace(one, place)).entries()) {
        // Each place gets two of the kinds at each server, in turn; every phrasing is tried by an attack of its own.
        for (const { id, text } of inTurn(coreInjections, 2 * (number + turn), 2)) {
          yield {
            name: `${server.name}: ${place.id}: ${id}`,
            place: place.id,
            run: async (lab) =>
              exchange(lab, server, await messageAt(lab, server, place, text), {
                ...expectationAt(server, place),
                // The id of a request is repeated in its answer.
                also: (seen) => (place.id === "request-id" ? undefined : leaks(seen, text)),
              }),
          };
        }
      }
    }
  },
};
