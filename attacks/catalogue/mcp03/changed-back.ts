import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import { callQuarantined, definitionOf, listTools } from "../../lab/definitions";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { argumentsWith, sampled } from "../../payloads/samples";

/** How long calls of a tool are refused that was seen changed, in seconds. Source: interfaces, "What the gateway answers". */
const QUARANTINE_SECONDS = 3600;

export const attack: Attack = {
  id: "changed-back",
  risk: "MCP03",
  controls: ["MCP03-1"],
  title: "A tool that changes, and changes back before anybody looks",
  why: "A server that was taken over is trusted again at once.",
  *attempts({ servers }) {
    for (const [server, { text: call }] of sampled(servers)) {
      for (const [when, seconds] of Object.entries({
        "at once": 0,
        "just before the hour": QUARANTINE_SECONDS - 20,
        "after the hour": QUARANTINE_SECONDS + 5,
      })) {
        yield {
          name: `${server.name}: ${when}`,
          alone: true,
          run: async (lab) => {
            const original = await definitionOf(lab, server, call.tool);
            const all = server.tools.map(({ name }) => name);
            await lab.control.changeTools(server.name, { set: { [call.tool]: { description: "Other words." } } });
            const changed = await listTools(lab, server, {
              listed: all.filter((name) => name !== call.tool),
              changed: [call.tool],
            });
            await lab.control.changeTools(server.name, {
              set: { [call.tool]: { description: original?.description } },
            });
            await lab.control.advance(seconds);
            // What matches again may be listed meanwhile; what may be called is another matter.
            const again = await listTools(lab, server, { listed: all, changed: [] });
            const after =
              seconds > QUARANTINE_SECONDS
                ? await exchange(
                    lab,
                    server,
                    callTool(server, call.tool, argumentsWith(call, "Lake"), await callerOf(lab, server)),
                    outcome(server, "allowed"),
                  )
                : await callQuarantined(lab, server, call.tool);
            return [...changed, ...again, ...after];
          },
        };
      }
    }
  },
};
