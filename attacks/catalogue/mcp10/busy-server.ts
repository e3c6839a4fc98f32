import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "busy-server",
  risk: "MCP10",
  controls: ["MCP10-3"],
  title: "A server that refuses for its load, and what is told of it",
  why: "The refusal's own text and headers tell what stands behind the gateway.",
  *attempts({ servers }) {
    for (const [server, { text: call }] of sampled(servers)) {
      yield {
        name: server.name,
        alone: true,
        run: async (lab) => {
          const caller = await callerOf(lab, server);
          await lab.control.fault(`backend:${server.name}`, "throttled");
          return exchange(lab, server, callTool(server, call.tool, argumentsWith(call, "Lake"), caller), {
            // The client must learn that it has to wait: the status stays, the words do not.
            status: 429,
            reason: "allowed",
            control: null,
            also: (seen) => leaks(seen, "rate limit", "TooManyRequests", "pricing tier", "Too many"),
          });
        },
      };
    }
  },
};
