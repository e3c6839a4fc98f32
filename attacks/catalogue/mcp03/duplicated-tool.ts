import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callQuarantined, definitionOf, listTools } from "../../lab/definitions";
import { PLAIN_INJECTION } from "../../payloads/injections";

export const attack: Attack = {
  id: "duplicated-tool",
  risk: "MCP03",
  controls: ["MCP03-1"],
  title: "A second tool of an approved name",
  why: "The client keeps the one that nobody approved.",
  *attempts({ servers }) {
    for (const server of servers) {
      const [tool] = server.tools;
      if (tool === undefined) continue;
      for (const [variant, change] of Object.entries({
        "the same once more": {},
        "another description": { description: PLAIN_INJECTION },
      })) {
        yield {
          name: `${server.name}: ${variant}`,
          alone: true,
          run: async (lab) => {
            const definition = await definitionOf(lab, server, tool.name);
            if (definition === undefined) throw new Error(`${tool.name} of ${server.name} is not listed`);
            await lab.control.changeTools(server.name, { add: [{ ...definition, ...change }] });
            const others = server.tools.map(({ name }) => name).filter((name) => name !== tool.name);
            return [
              ...(await listTools(lab, server, {
                listed: others,
                changed: [tool.name],
                also: (seen) => leaks(seen, PLAIN_INJECTION),
              })),
              ...(await callQuarantined(lab, server, tool.name)),
            ];
          },
        };
      }
    }
  },
};
