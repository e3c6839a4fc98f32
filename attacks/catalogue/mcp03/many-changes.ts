import type { Attack } from "../../attack";
import { callQuarantined, listTools } from "../../lab/definitions";

export const attack: Attack = {
  id: "many-changes",
  risk: "MCP03",
  controls: ["MCP03-1"],
  title: "Every tool changes at once",
  why: "A record of one change hides the others.",
  *attempts({ servers }) {
    for (const server of servers) {
      yield {
        name: server.name,
        alone: true,
        run: async (lab) => {
          const names = server.tools.map(({ name }) => name);
          const set = Object.fromEntries(names.map((name) => [name, { description: "Other words." }]));
          await lab.control.changeTools(server.name, { set });
          const list = await listTools(lab, server, { listed: [], changed: names });
          const calls = [];
          for (const name of names) calls.push(...(await callQuarantined(lab, server, name)));
          return [...list, ...calls];
        },
      };
    }
  },
};
