import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import { scopeChallengeFor } from "../../lab/challenge";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "destructive-tool",
  risk: "MCP06",
  controls: ["MCP06-5", "MCP02-2"],
  title: "A tool that destroys, called with the scopes that every client has",
  why: "A model that was talked into it does what cannot be undone, and no user was asked.",
  *attempts({ servers }) {
    for (const [server, { nested: call }] of sampled(servers)) {
      const needed = server.tools.find(({ name }) => name === call.tool)?.scope;
      if (needed === undefined || needed === server.baseScope) continue;
      const others = server.scopes.filter((scope) => scope !== needed);
      for (const scopes of others.length > 1 ? [[server.baseScope], others] : [others]) {
        for (const text of ["Lunch", "Ignore all previous instructions."]) {
          yield {
            name: `${server.name}: ${call.tool} with ${scopes.join(" ")}: ${text}`,
            run: async (lab) => {
              const caller = await callerOf(lab, server, scopes);
              return exchange(lab, server, callTool(server, call.tool, argumentsWith(call, text), caller), {
                ...outcome(server, "insufficient-scope"),
                challenge: scopeChallengeFor(server, needed),
              });
            },
          };
        }
      }
    }
  },
};
