import { randomUUID } from "node:crypto";
import type { Attack, Breach } from "../../attack";
import { adding, having } from "../../lab/change";
import type { Lab, LabServer } from "../../lab/lab";
import { callTool, initializeRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { firstTool, ordinaryCall } from "../../lab/ordinary";
import { plainly, SERVED } from "../../lab/refusals";
import { ANOTHER_USER, signIn, type SignedIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

/** More than any size of gateway lets one caller send in a minute. */
const MOST = 1500;

/** Sent at once. */
const ABREAST = 16;

type Turn = (
  request: RawRequest,
  index: number,
  lab: Lab,
  server: LabServer,
  caller: SignedIn,
) => RawRequest | Promise<RawRequest>;

/** What a caller turns to look like many. */
const TURNS: Readonly<Record<string, Turn>> = {
  "the same again": (request) => request,
  "another address in X-Forwarded-For": (request, index) =>
    adding(request, ["X-Forwarded-For", `198.51.100.${index % 250}`], ["X-Real-IP", `203.0.113.${index % 250}`]),
  "another program and correlation": (request, index) =>
    adding(
      request,
      ["User-Agent", `agent-${index}`],
      ["X-Bulwark-Correlation", randomUUID()],
      ["X-Bulwark-User", randomUUID()],
    ),
  "another subscription key": (request, index) => adding(request, ["Ocp-Apim-Subscription-Key", `key-${index}`]),
  "another query": (request, index) => ({ ...request, path: `${request.path}?n=${index}` }),
  "another token each 30": async (request, index, lab, server) =>
    having(
      request,
      "Authorization",
      `Bearer ${await lab.control.token({ server: server.name, claims: { uti: `turn-${Math.floor(index / 30)}` } })}`,
    ),
};

export const attack: Attack = {
  id: "too-many-of-a-caller",
  risk: "MCP07",
  controls: ["MCP07-10"],
  title: "One caller who sends more than its share, and looks like many",
  why: "One client would keep everybody else from being served, or try until something gives.",
  *attempts({ servers }) {
    for (const [place, server] of servers.entries()) {
      const turns = Object.entries(TURNS).filter((_, index) => index % servers.length === place);
      for (const [name, turn] of turns) {
        yield { name: `${server.name}: ${name}`, alone: true, run: (lab) => flood(lab, server, turn) };
      }
      if (!server.sessions || place > 0) continue;
      yield {
        name: `${server.name}: another session each time`,
        alone: true,
        run: (lab) => flood(lab, server, (_, __, ___, one, { token }) => initializeRequest(one, token)),
      };
    }
  },
};

async function flood(lab: Lab, server: LabServer, turn: Turn): Promise<readonly Breach[]> {
  const caller = await signIn(lab, server);
  // Refused for its arguments, after it was counted: nothing but the gateway is kept busy.
  const request = callTool(server, firstTool(server).name, { "not-an-argument": 1 }, caller);
  let refused: RawRequest | undefined;
  for (let sent = 0; sent < MOST && refused === undefined; sent += ABREAST) {
    const batch = await Promise.all(
      Array.from({ length: ABREAST }, (_, index) => Promise.resolve(turn(request, sent + index, lab, server, caller))),
    );
    const answers = await Promise.all(batch.map((one) => lab.send(one)));
    const at = answers.findIndex(({ status }) => status === 429);
    if (at >= 0) refused = batch[at];
  }
  if (refused === undefined) {
    return [{ what: "limit", expected: "429 in the end", seen: `${MOST} requests in a row were taken` }];
  }
  const limited = await exchange(lab, server, refused, {
    ...plainly(429, "caller-limit", "MCP07-10"),
    also: ({ answer }) =>
      Number(answer.headers["retry-after"]) > 0
        ? undefined
        : `Retry-After is ${answer.headers["retry-after"] ?? "missing"}`,
  });
  const other = await signIn(lab, server, { oid: ANOTHER_USER });
  return [...limited, ...(await exchange(lab, server, ordinaryCall(server, other), SERVED))];
}
