import type { Attack } from "../../attack";
import { adding, at, verb } from "../../lab/change";
import type { Reached } from "../../lab/control";
import type { LabServer } from "../../lab/lab";
import { callTool, initializeRequest, isStateless, notification, type MessageOptions } from "../../lab/messages";
import { exchange, observe } from "../../lab/oracle";
import { tokenRefused } from "../../lab/refusals";
import { ordinaryArguments, ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { claimsOf, signIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

type Build = (options: MessageOptions & { readonly token: string }) => RawRequest;

export const attack: Attack = {
  id: "passthrough",
  risk: "MCP07",
  controls: ["MCP07-6"],
  title: "A client's token at the server behind the gateway",
  why: "A server that is given its users' tokens can act as them wherever the tokens are good.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, build] of Object.entries(builds(server))) {
        yield {
          name: `${server.name}: ${name}`,
          alone: name === "ending the session",
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const request = build(caller);
            return exchange(lab, server, request, {
              status: [200, 202, 204],
              reason: "allowed",
              control: null,
              also: ({ reached }) => {
                if (reached.length === 0) return "nothing reached the server";
                return reached.map((one) => fault(one, caller.token, server)).find((one) => one !== undefined);
              },
            });
          },
        };
      }
      yield {
        name: `${server.name}: what the gateway sends to it, brought back to the gateway`,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const { reached } = await observe(lab, server, ordinaryCall(server, caller));
          const header = reached[0]?.headers.authorization;
          if (typeof header !== "string") throw new Error("no token of the gateway's reached the server");
          const request = ordinaryCall(server, { ...caller, token: header.replace(/^Bearer /, "") });
          return exchange(lab, server, request, tokenRefused(server, "client-not-allowed", "token-invalid"));
        },
      };
    }
  },
};

function builds(server: LabServer): Readonly<Record<string, Build>> {
  const call: Build = (options) => ordinaryCall(server, options);
  return {
    ...Object.fromEntries(
      server.tools.map(({ name }) => [
        `call of ${name}`,
        (options: MessageOptions) => callTool(server, name, ordinaryArguments(name), options),
      ]),
    ),
    "tools/list": (options) => ordinaryList(server, options),
    "a notification": (options) => notification(server, "notifications/cancelled", { requestId: 99 }, options),
    "the token in the query too": (options) => at(call(options), `${call(options).path}?access_token=${options.token}`),
    "the token in a cookie too": (options) => adding(call(options), ["Cookie", `token=${options.token}`]),
    "the token in other headers too": (options) =>
      adding(
        call(options),
        ["X-Access-Token", options.token],
        ["X-Authorization", `Bearer ${options.token}`],
        ["Proxy-Authorization", `Bearer ${options.token}`],
        ["X-MS-TOKEN-AAD-ACCESS-TOKEN", options.token],
        ["X-Forwarded-Access-Token", options.token],
        ["X-Auth-Token", options.token],
        ["Ocp-Apim-Subscription-Key", options.token],
      ),
    ...(isStateless(server)
      ? {}
      : { initialize: ({ token }: { readonly token: string }) => initializeRequest(server, token) }),
    ...(server.sessions
      ? { "ending the session": (options: MessageOptions) => verb(ordinaryCall(server, options), "DELETE") }
      : {}),
  };
}

/** What is wrong with a request that reached the server. */
function fault({ path, headers, body }: Reached, token: string, server: LabServer): string | undefined {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const all = `${path} ${JSON.stringify(headers)} ${body}`;
  if ([payload, signature].some((part) => all.includes(part)))
    return `the client's token (${header.length} letters of header on) reached the server`;
  if (path !== "/mcp") return `the server was called at ${path}`;
  const { authorization } = headers;
  if (typeof authorization !== "string") return "no token of the gateway's reached the server";
  const own = claimsOf(authorization.replace(/^Bearer /, ""));
  const user = claimsOf(token).oid;
  const isUser = own.oid === user;
  if (isUser !== (server.identity === "user")) return `the server is called as ${String(own.oid)}`;
  const told = [headers["x-bulwark-user"], headers["x-bulwark-client"]];
  return told[0] === user && told[1] === claimsOf(token).azp
    ? undefined
    : `the server is told of ${JSON.stringify(told)}`;
}
