import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import type { TokenRequest } from "../../lab/control";
import type { LabServer } from "../../lab/lab";
import { initializeRequest, isStateless, notification, rpcRequest, type MessageOptions } from "../../lab/messages";
import { exchange, type Expectation } from "../../lab/oracle";
import { scopeRefused } from "../../lab/refusals";
import { ordinaryCall, verbsOf } from "../../lab/ordinary";
import { verb } from "../../lab/change";
import type { RawRequest } from "../../lab/wire";

type Build = (options: MessageOptions) => RawRequest;

export const attack: Attack = {
  id: "wrong-scope-methods",
  risk: "MCP02",
  controls: ["MCP02-2"],
  title: "Methods that name nothing, prompts and resources without the scope",
  why: "Lists, prompts and resources show what a client was not given.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, claims] of Object.entries(wrongScopes(server, servers))) {
        for (const [method, build] of Object.entries(builds(server))) {
          yield {
            name: `${server.name}: ${method} with ${name}`,
            run: async (lab) => {
              const { session } = await signIn(lab, server);
              const token = await lab.control.token({ server: server.name, ...claims });
              return exchange(lab, server, build({ token, session }), refused(server));
            },
          };
        }
        if (isStateless(server)) continue;
        yield {
          name: `${server.name}: initialize with ${name}`,
          run: async (lab) => {
            const token = await lab.control.token({ server: server.name, ...claims });
            return exchange(lab, server, initializeRequest(server, token), refused(server));
          },
        };
      }
    }
  },
};

function refused(server: LabServer): Expectation {
  return scopeRefused(server, server.baseScope);
}

function wrongScopes(server: LabServer, servers: readonly LabServer[]): Readonly<Record<string, TokenRequest>> {
  const { baseScope } = server;
  const others = servers.flatMap(({ scopes }) => scopes).filter((scope) => scope !== baseScope);
  return {
    "every other scope": { scp: others.join(" ") },
    "no scope": { scp: null },
    "an empty scope": { scp: "" },
    "a role only": { scp: null, roles: [baseScope] },
    "a longer scope": { scp: `${baseScope}x` },
    "upper case": { scp: baseScope.toUpperCase() },
  };
}

function builds(server: LabServer): Readonly<Record<string, Build>> {
  const request =
    (method: string, params: Readonly<Record<string, unknown>> = {}): Build =>
    (options) =>
      rpcRequest(server, method, params, options);
  const both = {
    "tools/list": request("tools/list"),
    "prompts/list": request("prompts/list"),
    "resources/list": request("resources/list"),
    "resources/templates/list": request("resources/templates/list"),
    "notifications/cancelled": (options: MessageOptions) =>
      notification(server, "notifications/cancelled", { requestId: 1 }, options),
  };
  const trails = {
    "prompts/get": request("prompts/get", { name: "plan_hike", arguments: { region: "north" } }),
    "resources/read": request("resources/read", { uri: "trails://guides/lake-loop" }),
    "completion of a prompt": request("completion/complete", {
      ref: { type: "ref/prompt", name: "plan_hike" },
      argument: { name: "region", value: "n" },
    }),
    "completion of a resource": request("completion/complete", {
      ref: { type: "ref/resource", uri: "trails://guides/{name}" },
      argument: { name: "name", value: "l" },
    }),
  };
  if (isStateless(server)) return { ...both, "server/discover": request("server/discover") };
  return {
    ...both,
    ...(server.name === "trails" ? trails : {}),
    ping: request("ping"),
    "logging/setLevel": request("logging/setLevel", { level: "debug" }),
    "notifications/initialized": (options) => notification(server, "notifications/initialized", undefined, options),
    "notifications/roots/list_changed": (options) =>
      notification(server, "notifications/roots/list_changed", undefined, options),
    ...(verbsOf(server).includes("GET")
      ? { "listening (GET)": (options: MessageOptions) => verb(ordinaryCall(server, options), "GET") }
      : {}),
    "ending the session (DELETE)": (options) => verb(ordinaryCall(server, options), "DELETE"),
  };
}
