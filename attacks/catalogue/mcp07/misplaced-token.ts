import type { Attack } from "../../attack";
import { ANOTHER_USER, signIn } from "../../lab/sign-in";
import { adding, at, having, without } from "../../lab/change";
import type { LabServer } from "../../lab/lab";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";
import type { RawRequest } from "../../lab/wire";

/** @param other a good token of another user */
type Placing = (request: RawRequest, token: string, other: string, server: LabServer) => RawRequest;

const NAMED = "Authorization";

const PLACINGS: Readonly<Record<string, Placing>> = {
  "in the query as access_token": (request, token) => at(request, `${request.path}?access_token=${token}`),
  "in the query as token": (request, token) => at(request, `${request.path}?token=${token}`),
  "in the query as Authorization": (request, token) => at(request, `${request.path}?Authorization=Bearer%20${token}`),
  "in the query as subscription-key": (request, token) => at(request, `${request.path}?subscription-key=${token}`),
  "in a cookie": (request, token) =>
    adding(request, ["Cookie", `access_token=${token}; Authorization=Bearer ${token}`]),
  "in X-Access-Token": (request, token) => adding(request, ["X-Access-Token", token]),
  "in X-Authorization": (request, token) => adding(request, ["X-Authorization", `Bearer ${token}`]),
  "in X-MS-TOKEN-AAD-ACCESS-TOKEN": (request, token) => adding(request, ["X-MS-TOKEN-AAD-ACCESS-TOKEN", token]),
  "in X-MS-TOKEN-AAD-ID-TOKEN": (request, token) => adding(request, ["X-MS-TOKEN-AAD-ID-TOKEN", token]),
  "in Proxy-Authorization": (request, token) => adding(request, ["Proxy-Authorization", `Bearer ${token}`]),
  "in Sec-WebSocket-Protocol": (request, token) => adding(request, ["Sec-WebSocket-Protocol", `bearer, ${token}`]),
  "as a subscription key": (request, token) => adding(request, ["Ocp-Apim-Subscription-Key", token]),
  "as the session": (request, token) => having(request, "Mcp-Session-Id", token),
  "scheme Basic": (request, token) => adding(request, [NAMED, `Basic ${Buffer.from(`:${token}`).toString("base64")}`]),
  "scheme Basic, token as it is": (request, token) => adding(request, [NAMED, `Basic ${token}`]),
  "scheme Token": (request, token) => adding(request, [NAMED, `Token ${token}`]),
  "scheme DPoP": (request, token) => adding(request, [NAMED, `DPoP ${token}`]),
  "scheme Negotiate": (request, token) => adding(request, [NAMED, `Negotiate ${token}`]),
  "scheme twice": (request, token) => adding(request, [NAMED, `Bearer Bearer ${token}`]),
  "scheme with a colon": (request, token) => adding(request, [NAMED, `Bearer: ${token}`]),
  "in quotes": (request, token) => adding(request, [NAMED, `Bearer "${token}"`]),
  "in angle brackets": (request, token) => adding(request, [NAMED, `Bearer <${token}>`]),
  "two tokens with a comma": (request, token, other) => adding(request, [NAMED, `Bearer ${token}, Bearer ${other}`]),
  "two tokens with a blank": (request, token, other) => adding(request, [NAMED, `Bearer ${token} ${other}`]),
  "two headers, two users": (request, token, other) =>
    adding(request, [NAMED, `Bearer ${token}`], [NAMED, `Bearer ${other}`]),
  "two headers, the first bad": (request, token) => adding(request, [NAMED, "Bearer bad"], [NAMED, `Bearer ${token}`]),
  "two headers, the second bad": (request, token) => adding(request, [NAMED, `Bearer ${token}`], [NAMED, "Bearer bad"]),
  "two headers, one Basic": (request, token) =>
    adding(request, [NAMED, "Basic dXNlcjpwYXNz"], [NAMED, `Bearer ${token}`]),
  "two headers of the same token": (request, token) =>
    adding(request, [NAMED, `Bearer ${token}`], ["authorization", `Bearer ${token}`]),
};

export const attack: Attack = {
  id: "misplaced-token",
  risk: "MCP07",
  controls: ["MCP07-1"],
  title: "A good token in another place, twice, or under another scheme",
  why: "Two readers of one request would take different tokens, and tokens in addresses end up in logs.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, place] of Object.entries(PLACINGS)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { token, session } = await signIn(lab, server);
            const other = await lab.control.token({ server: server.name, oid: ANOTHER_USER });
            const bare = without(ordinaryCall(server, { session }), NAMED);
            return exchange(
              lab,
              server,
              place(bare, token, other, server),
              tokenRefused(server, "token-missing", "token-invalid"),
            );
          },
        };
      }
    }
  },
};
