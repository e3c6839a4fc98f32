import type { Attack } from "../../attack";
import { adding, verb } from "../../lab/change";
import type { LabServer } from "../../lab/lab";
import { exchange, type Expectation } from "../../lab/oracle";
import { ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";
import { claimsOf, signIn } from "../../lab/sign-in";

/** Headers by which some server or proxy is told who or where a client is. */
const HEADERS = [
  ["X-Bulwark-User", "X-Bulwark-Client", "X-Bulwark-Correlation", "x-bulwark-user"],
  ["X-MS-CLIENT-PRINCIPAL", "X-MS-CLIENT-PRINCIPAL-ID", "X-MS-CLIENT-PRINCIPAL-NAME", "X-MS-CLIENT-PRINCIPAL-IDP"],
  ["X-MS-TOKEN-AAD-ACCESS-TOKEN", "X-MS-TOKEN-AAD-ID-TOKEN", "X-MS-TOKEN-AAD-REFRESH-TOKEN", "X-ZUMO-AUTH"],
  ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix"],
  ["Forwarded", "Via", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "X-Cluster-Client-IP"],
  ["X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username"],
  ["X-Auth-Request-User", "X-Auth-Request-Email", "X-Remote-User", "Remote-User", "X-Authenticated-User", "X-User"],
  ["X-Original-URL", "X-Rewrite-URL", "X-Original-Host", "X-Host", "X-Forwarded-Uri", "X-WAWS-Unencoded-URL"],
  ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"],
  ["X-ARR-ClientCert", "X-Client-Cert", "X-Forwarded-Client-Cert", "X-SSL-Client-Cert"],
  ["Cookie", "Proxy-Authorization", "X-Api-Key", "Ocp-Apim-Subscription-Key", "Ocp-Apim-Trace", "X-Access-Token"],
  ["X-Azure-FDID", "X-Azure-SocketIP", "X-Azure-ClientIP", "X-Envoy-External-Address", "X-Amzn-Oidc-Data"],
] as const;

/** Names of the gateway's headers, which a client asks the next proxy to drop. */
const DROPPED = ["X-Bulwark-User", "X-Bulwark-User, X-Bulwark-Client", "close, Authorization", "Authorization"];

const MARK = "attacker-4d1e";

export const attack: Attack = {
  id: "identity-headers",
  risk: "MCP07",
  controls: ["MCP07-6"],
  title: "Headers in which a client says who it is",
  why: "A server that believes a header serves the attacker as anybody.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const names of HEADERS) {
        yield {
          name: `${server.name}: ${names.join(", ")}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const forged = names.map((name) => [name, MARK] as const);
            return exchange(lab, server, adding(ordinaryCall(server, caller), ...forged), told(server, caller.token));
          },
        };
      }
      yield {
        name: `${server.name}: all of them at tools/list`,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const forged = HEADERS.flat().map((name) => [name, MARK] as const);
          return exchange(lab, server, adding(ordinaryList(server, caller), ...forged), told(server, caller.token));
        },
      };
      yield {
        name: `${server.name}: twice each`,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const forged = ["X-Bulwark-User", "X-MS-CLIENT-PRINCIPAL-ID", "X-Forwarded-For"].flatMap((name) => [
            [name, MARK] as const,
            [name.toUpperCase(), MARK] as const,
          ]);
          return exchange(lab, server, adding(ordinaryCall(server, caller), ...forged), told(server, caller.token));
        },
      };
      for (const value of DROPPED) {
        yield {
          name: `${server.name}: Connection: ${value}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const request = adding(ordinaryCall(server, caller), ["Connection", value]);
            return exchange(lab, server, request, plainly(400, "connection-header", "MCP05-1"));
          },
        };
      }
      if (!server.sessions) continue;
      yield {
        name: `${server.name}: all of them when a session ends`,
        alone: true,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const forged = HEADERS.flat().map((name) => [name, MARK] as const);
          const request = adding(verb(ordinaryCall(server, caller), "DELETE"), ...forged);
          return exchange(lab, server, request, told(server, caller.token));
        },
      };
    }
  },
};

/** Served, and the server was told of the token's user and client by the gateway, of nobody by the client. */
function told(server: LabServer, token: string): Expectation {
  const { oid, azp } = claimsOf(token);
  return {
    status: 200,
    reason: "allowed",
    control: null,
    also: ({ reached, audit }) => {
      const [request] = reached;
      if (request === undefined) return `nothing reached ${server.name}`;
      const { headers } = request;
      const kept = Object.entries(headers).filter(([, value]) => JSON.stringify(value).includes(MARK));
      if (kept.length > 0) return `reached the server: ${kept.map(([name]) => name).join(", ")}`;
      if (headers.authorization === undefined) return "no token of the gateway's reached the server";
      const wanted = {
        "x-bulwark-user": oid,
        "x-bulwark-client": azp,
        "x-bulwark-correlation": audit[0]?.correlationId,
      };
      const wrong = Object.entries(wanted).filter(([name, value]) => headers[name] !== value);
      return wrong.length === 0
        ? undefined
        : wrong.map(([name]) => `${name} is ${JSON.stringify(headers[name])}`).join("; ");
    },
  };
}
