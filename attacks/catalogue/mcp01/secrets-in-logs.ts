import type { Attack } from "../../attack";
import { at, having } from "../../lab/change";
import type { LabServer } from "../../lab/lab";
import { callTool, rawRequest, rpcRequest } from "../../lab/messages";
import { exchange, type Expectation, type Seen } from "../../lab/oracle";
import { firstTool, ordinaryArguments, ordinaryCall } from "../../lab/ordinary";
import { signIn, type SignedIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

/** A secret that a user puts into a request. */
const SECRET = "hunter2-9f1c-secret";

type Case = readonly [build: (server: LabServer, caller: SignedIn) => RawRequest, expected: Expectation];

/** By what becomes of the request. */
const CASES: Readonly<Record<string, Case>> = {
  served: [(server, caller) => ordinaryCall(server, caller), of(200, "allowed", null)],
  "served, secret in an argument": [
    (server, caller) => {
      const { name, text } = textArgument(server);
      return callTool(server, name, { ...ordinaryArguments(name), [text]: SECRET }, caller);
    },
    of(200, "allowed", null),
  ],
  "arguments out of schema": [
    (server, caller) => callTool(server, firstTool(server).name, { [SECRET]: SECRET }, caller),
    of(200, "arguments-invalid", "MCP05-2"),
  ],
  "a tool that is none": [
    (server, caller) => callTool(server, `my password is ${SECRET}`, { x: SECRET }, caller),
    of(200, "tool-not-available", "MCP02-2"),
  ],
  "a resource that is none": [
    (server, caller) => rpcRequest(server, "resources/read", { uri: `file:///${SECRET}` }, caller),
    of(200, "resource-not-available", "MCP02-2"),
  ],
  "no JSON": [
    (server, caller) => rawRequest(server, `{"x":"${SECRET}"`, caller),
    of(400, "message-malformed", "MCP05-1"),
  ],
  "no message": [
    (server, caller) => rawRequest(server, `{"x":"${SECRET}"}`, caller),
    of(400, "message-shape", "MCP05-1"),
  ],
  "a session that is none": [
    (server, caller) =>
      server.sessions
        ? having(ordinaryCall(server, caller), "Mcp-Session-Id", `${SECRET}.${caller.session ?? ""}`)
        : callTool(server, SECRET.toUpperCase() + " it is", {}, caller),
    of([200, 404], ["session-unknown", "tool-not-available"], ["MCP07-7", "MCP02-2"]),
  ],
  "a bad token": [
    (server, caller) => ordinaryCall(server, { ...caller, token: `${caller.token}.${SECRET}` }),
    of(401, "token-invalid", "MCP07-1"),
  ],
  "another scheme": [
    (server, caller) => having(ordinaryCall(server, caller), "Authorization", `Basic ${SECRET} ${caller.token}`),
    of(401, "token-invalid", "MCP07-1"),
  ],
  "the token in the query": [
    (server, caller) =>
      at(ordinaryCall(server, caller), `/${server.name}/mcp?access_token=${caller.token}&x=${SECRET}`),
    of(200, "allowed", null),
  ],
  "the token in an address that is none": [
    (server, caller) => at(ordinaryCall(server, caller), `/unknown/${caller.token}/${SECRET}`),
    of(404, "no-such-address", "MCP07-4"),
  ],
  "a web page that may not": [
    (server, caller) => having(ordinaryCall(server, caller), "Origin", `https://${SECRET}.example`),
    of(403, "origin-not-allowed", "MCP07-4"),
  ],
  "another host": [
    (server, caller) => having(ordinaryCall(server, caller), "Host", `${SECRET}.example`),
    of(403, "host-not-allowed", "MCP07-4"),
  ],
};

export const attack: Attack = {
  id: "secrets-in-logs",
  risk: "MCP01",
  controls: ["MCP01-4"],
  title: "Tokens, arguments and answers looked for in the logs",
  why: "Whoever may read logs would have every user's tokens and secrets.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, [build, expected]] of Object.entries(CASES)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            return exchange(lab, server, build(server, caller), { ...expected, also: (seen) => leak(seen, caller) });
          },
        };
      }
      yield {
        name: `${server.name}: the text of an answer`,
        alone: true,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const content = [{ type: "text", text: `The door's code is ${SECRET}` }];
          await lab.control.setAnswer(server.name, firstTool(server).name, { content });
          const expected = of(200, "allowed", null);
          return exchange(lab, server, ordinaryCall(server, caller), {
            ...expected,
            also: (seen) => leak(seen, caller),
          });
        },
      };
    }
  },
};

/** What of a secret is in the logs; nothing where none is. */
function leak({ audit, traces }: Seen, { token, session }: SignedIn): string | undefined {
  const logs = JSON.stringify([audit, traces]).toLowerCase();
  const [, payload = "", signature = ""] = token.split(".");
  const secrets = {
    "the secret": SECRET,
    "the token's claims": payload,
    "the token's signature": signature,
    "the session's payload": session?.split(".")[1],
    "the session's seal": session?.split(".")[2],
  };
  return Object.entries(secrets)
    .filter(([, secret]) => secret !== undefined && secret !== "" && logs.includes(secret.toLowerCase()))
    .map(([name]) => `${name} is in the logs`)
    .at(0);
}

/** A tool with an argument that takes any text. */
function textArgument({ tools }: LabServer): { readonly name: string; readonly text: string } {
  const known: Readonly<Record<string, string>> = {
    find_trails: "query",
    list_expenses: "search",
    get_forecast: "place",
  };
  const tool = tools.find(({ name }) => known[name] !== undefined);
  return tool === undefined
    ? { name: tools[0]?.name ?? "", text: "text" }
    : { name: tool.name, text: known[tool.name] ?? "" };
}

function of(
  status: Expectation["status"],
  reason: Expectation["reason"],
  control: Expectation["control"],
): Expectation {
  return { status, reason, control };
}
