import type { Attack } from "../../attack";
import { wireScope } from "../../lab/challenge";
import { signIn } from "../../lab/sign-in";
import type { TokenRequest } from "../../lab/control";
import type { LabServer } from "../../lab/lab";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryArguments } from "../../lab/ordinary";
import { scopeRefused } from "../../lab/refusals";

export const attack: Attack = {
  id: "wrong-scope",
  risk: "MCP02",
  controls: ["MCP02-2"],
  title: "Each tool with each scope but its own",
  why: "A client that was allowed to read would write.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const { name: tool, scope } of server.tools) {
        for (const [name, claims] of Object.entries(wrongScopes(server, scope, servers))) {
          yield {
            name: `${server.name}: ${tool} with ${name}`,
            run: async (lab) => {
              const { session } = await signIn(lab, server);
              const token = await lab.control.token({ server: server.name, ...claims });
              const request = callTool(server, tool, ordinaryArguments(tool), { token, session });
              return exchange(lab, server, request, scopeRefused(server, scope));
            },
          };
        }
      }
    }
  },
};

/** By what they are: claims that are not the scope `needed`. */
function wrongScopes(
  server: LabServer,
  needed: string,
  servers: readonly LabServer[],
): Readonly<Record<string, TokenRequest>> {
  const others = servers.flatMap(({ scopes }) => scopes).filter((scope) => scope !== needed);
  const [area = "", ability = ""] = needed.split(".");
  return {
    ...Object.fromEntries(others.map((scope) => [scope, { scp: scope }])),
    "every scope but its own": { scp: others.join(" ") },
    "no scope": { scp: null },
    "an empty scope": { scp: "" },
    "a blank": { scp: " " },
    "an application role only": { scp: null, roles: [needed] },
    "an application role and no scope": { scp: "", roles: [needed, "admin"] },
    "the scope as an audience": { scp: null, claims: { scope: needed, scopes: [needed], permissions: [needed] } },
    "upper case": { scp: needed.toUpperCase() },
    "its beginning": { scp: needed.slice(0, -1) },
    "its end": { scp: needed.slice(1) },
    "a longer one": { scp: `${needed}.all` },
    "a longer one before": { scp: `x.${needed}` },
    "its area": { scp: area },
    "its ability": { scp: ability },
    "a star": { scp: "*" },
    "a star in its area": { scp: `${area}.*` },
    "a star for its end": { scp: `${needed}*` },
    "Microsoft's word for all": { scp: ".default" },
    user_impersonation: { scp: "user_impersonation" },
    "the full name": { scp: wireScope(server, needed) },
    "with a comma": { scp: `${others[0] ?? "x"},${needed}` },
    "with a semicolon": { scp: `${others[0] ?? "x"};${needed}` },
    "with a plus": { scp: `${others[0] ?? "x"}+${needed}` },
    "with a look-alike letter": { scp: needed.replace("e", "\u0435") },
    "with an invisible letter": { scp: `${needed}\u200b` },
  };
}
