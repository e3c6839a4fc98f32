import type { Attack } from "../../attack";
import { claimsOf, signIn } from "../../lab/sign-in";
import type { TokenRequest } from "../../lab/control";
import type { LabServer } from "../../lab/lab";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";

type Forgery = readonly [TokenRequest, readonly string[]];

const FOREIGN_TENANT = "99999999-9999-4999-8999-999999999999";
const INVALID = ["token-invalid"];

export const attack: Attack = {
  id: "forged-token",
  risk: "MCP07",
  controls: ["MCP07-1", "MCP07-2"],
  title: "Tokens that Entra did not issue for this server",
  why: "Whoever can make a token, or has one for something else, would use the tools as anybody.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, [request, reasons]] of Object.entries(forgeries(server))) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const token = await lab.control.token({ server: server.name, ...request });
            return exchange(lab, server, ordinaryCall(server, { token, session }), tokenRefused(server, ...reasons));
          },
        };
      }
      yield {
        name: `${server.name}: a token of version 1 that names the issuer of version 2`,
        run: async (lab) => {
          const { token: good, session } = await signIn(lab, server);
          const { iss } = claimsOf(good) as { readonly iss: string };
          const token = await lab.control.token({ server: server.name, ver: "1.0", iss });
          return exchange(lab, server, ordinaryCall(server, { token, session }), tokenRefused(server, ...INVALID));
        },
      };
    }
  },
};

function forgeries(server: LabServer): Readonly<Record<string, Forgery>> {
  const [client = ""] = server.clients;
  const { tenant } = server;
  return {
    "unsigned (alg none)": [{ alg: "none" }, INVALID],
    "HS256 with the public key": [{ alg: "HS256" }, INVALID],
    "HS384 with the public key": [{ alg: "HS384" }, INVALID],
    "HS512 with the public key": [{ alg: "HS512" }, INVALID],
    "key that Entra does not have": [{ kid: "0000000000000000000000000000" }, INVALID],
    "kid that is a path": [{ kid: "../../../../dev/null" }, INVALID],
    "kid that is a query": [{ kid: "' OR '1'='1" }, INVALID],
    "kid that is empty": [{ kid: "" }, INVALID],
    "another tenant": [{ tid: FOREIGN_TENANT }, INVALID],
    "another tenant under the issuer's name": [
      { iss: `https://login.microsoftonline.com/${FOREIGN_TENANT}/v2.0` },
      INVALID,
    ],
    "issuer of the attacker's": [{ iss: `https://login.example/${tenant}/v2.0` }, INVALID],
    "issuer that begins like Entra": [{ iss: `https://login.microsoftonline.com.example/${tenant}/v2.0` }, INVALID],
    "issuer for any tenant": [{ iss: "https://login.microsoftonline.com/common/v2.0" }, INVALID],
    "issuer that is empty": [{ iss: "" }, INVALID],
    "no issuer": [{ iss: null }, INVALID],
    "audience: the scopes' URI": [{ aud: server.audienceUri }, INVALID],
    "audience: Microsoft Graph": [{ aud: "00000003-0000-0000-c000-000000000000" }, INVALID],
    "audience: the address": [{ aud: server.url }, INVALID],
    "audience in upper case": [{ aud: server.audience.toUpperCase() }, INVALID],
    "audience: the client": [{ aud: client }, INVALID],
    "audience with a tail": [{ aud: `${server.audience}/` }, INVALID],
    "audience that is empty": [{ aud: "" }, INVALID],
    "no audience": [{ aud: null }, INVALID],
    "version 1": [{ ver: "1.0" }, INVALID],
    "version 3": [{ ver: "3.0" }, INVALID],
    "no version": [{ ver: null }, INVALID],
    "a client that is not allowed": [{ azp: "66666666-aaaa-4666-8666-666666666666" }, ["client-not-allowed"]],
    "the client's id in upper case": [{ azp: client.toUpperCase() }, ["client-not-allowed"]],
    "the client's id with a blank": [{ azp: `${client} ` }, ["client-not-allowed"]],
    "a client without a name": [{ azp: "" }, ["client-not-allowed", "caller-unknown"]],
    "no client": [{ azp: null }, ["client-not-allowed", "caller-unknown"]],
    "the client where version 1 has it": [
      { azp: null, claims: { appid: client } },
      ["client-not-allowed", "caller-unknown"],
    ],
    "no user": [{ oid: null }, ["caller-unknown"]],
    "a user without a name": [{ oid: "" }, ["caller-unknown"]],
    "no user, but a subject and a name": [
      { oid: null, claims: { sub: "5a3c1f0e", preferred_username: "avery@example.com", upn: "avery@example.com" } },
      ["caller-unknown"],
    ],
  };
}
