import type { Attack, Breach } from "../../attack";
import { adding } from "../../lab/change";
import type { TokenRequest } from "../../lab/control";
import type { Lab, LabServer } from "../../lab/lab";
import { ordinaryCall } from "../../lab/ordinary";
import { claimsOf, signIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

export const attack: Attack = {
  id: "straight-at-the-door",
  risk: "MCP07",
  controls: ["MCP07-5", "MCP07-6"],
  title: "The server itself, with every token that a client can have",
  why: "Whoever gets around the gateway gets around every control that stands in it.",
  *attempts({ servers }) {
    for (const server of servers) {
      const own: Readonly<Record<string, TokenRequest>> = {
        "a good token of the gateway's": {},
        "a token of another user": { oid: "9b0f6a5e-58c4-4d3e-9f0a-000000000001" },
        "an unsigned token": { alg: "none" },
        "a token signed with the public key": { alg: "HS256" },
        "a token signed by another": { kid: "0000" },
        "a token of version 1": { ver: "1.0" },
        "a token of another tenant": { tid: "99999999-9999-4999-8999-999999999999" },
        "a token without an audience": { aud: null },
        "an expired token": { nbf: 1, exp: 2 },
        "a token for Microsoft Graph": { aud: "00000003-0000-0000-c000-000000000000" },
      };
      for (const [name, request] of Object.entries(own)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => knock(lab, server, await lab.control.token({ server: server.name, ...request })),
        };
      }
      for (const other of servers.filter((one) => one.name !== server.name)) {
        yield {
          name: `${server.name}: a good token of ${other.name}`,
          run: async (lab) => knock(lab, server, await lab.control.token({ server: other.name })),
        };
        yield {
          name: `${server.name}: what the gateway sends to ${other.name}`,
          run: async (lab) => knock(lab, server, await sentTo(lab, other)),
        };
      }
      yield {
        name: `${server.name}: a user's token for the server's own audience`,
        run: async (lab) => {
          const { aud } = claimsOf(await sentTo(lab, server));
          if (typeof aud !== "string") throw new Error("the gateway's token for the server has no one audience");
          return knock(lab, server, await lab.control.token({ server: server.name, aud }));
        },
      };
      yield { name: `${server.name}: no token`, run: (lab) => knock(lab, server, undefined) };
      yield {
        name: `${server.name}: no token, but headers that say who it is`,
        run: (lab) =>
          knock(lab, server, undefined, [
            ["X-MS-CLIENT-PRINCIPAL", Buffer.from('{"claims":[]}').toString("base64")],
            ["X-MS-CLIENT-PRINCIPAL-ID", "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a01"],
            ["X-Bulwark-User", "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a01"],
            ["X-ZUMO-AUTH", "x"],
          ]),
      };
      for (const path of ["/", "/mcp/", "/health", "/.auth/me", "/.auth/login/aad", "/.well-known/x", "/MCP"]) {
        yield {
          name: `${server.name}: ${path} without a token`,
          run: (lab) => knock(lab, server, undefined, [], path),
        };
      }
    }
  },
};

async function knock(
  lab: Lab,
  server: LabServer,
  token: string | undefined,
  headers: readonly (readonly [string, string])[] = [],
  path?: string,
): Promise<readonly Breach[]> {
  const { origin, pathname } = new URL(server.backend);
  const request: RawRequest = {
    ...adding(ordinaryCall(server, token === undefined ? {} : { token }), ...headers),
    origin,
    path: path ?? pathname,
  };
  await lab.control.forgetReached(server.name);
  const answer = await lab.send(request);
  const reached = await lab.control.reached(server.name);
  return [
    ...([401, 403].includes(answer.status)
      ? []
      : [
          { what: "status of the door", expected: "401 or 403", seen: `${answer.status} ${answer.body.slice(0, 200)}` },
        ]),
    ...(reached.length === 0
      ? []
      : [{ what: "reached the server", expected: "nothing", seen: String(reached.length) }]),
  ];
}

/** The token that the gateway sends to a server: learnt by a server that was taken over. */
async function sentTo(lab: Lab, server: LabServer): Promise<string> {
  await lab.control.forgetReached(server.name);
  await lab.send(ordinaryCall(server, await signIn(lab, server)));
  const [request] = await lab.control.reached(server.name);
  const header = request?.headers.authorization;
  if (typeof header !== "string") throw new Error(`the gateway sent no token to ${server.name}`);
  return header.replace(/^Bearer /, "");
}
