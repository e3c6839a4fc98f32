/** The ordinary course of the protocol, in each era. */
import type { Benign } from "../attack";
import { namesIn } from "../lab/answers";
import { callerOf } from "../lab/caller";
import type { Lab, LabServer } from "../lab/lab";
import { initializeRequest, notification, protocolOf, rpcRequest } from "../lab/messages";
import { exchange, messagesOf, type Seen } from "../lab/oracle";
import { everySample } from "../payloads/samples";
import { allOf, arrivedWhole, at, mustPass, resultHas, type Run } from "./exchange";
import { offersOf } from "./offers";

type Made = readonly [what: string, run: Run];

const reason = "Changed my mind";

/** How a client of the session era begins, and what else it says. */
const opening: readonly Made[] = [
  [
    "initialize",
    async (lab, server) => {
      const request = initializeRequest(server, await lab.control.token({ server: server.name }));
      const agreed = resultHas(["protocolVersion"], protocolOf(server));
      return mustPass(lab, server, request, allOf(arrivedWhole(request), agreed, ownSession));
    },
  ],
  [
    "ping",
    async (lab, server) => mustPass(lab, server, rpcRequest(server, "ping", undefined, await callerOf(lab, server))),
  ],
  ["notifications/initialized", (lab, server) => tells(lab, server, "notifications/initialized", undefined)],
  ["notifications/cancelled", (lab, server) => tells(lab, server, "notifications/cancelled", { requestId: 5, reason })],
  [
    "notifications/progress",
    (lab, server) => tells(lab, server, "notifications/progress", { progressToken: 1, progress: 2 }),
  ],
];

/** How one of the stateless era begins. */
const discovering: readonly Made[] = [
  [
    "server/discover",
    async (lab, server) => {
      const request = rpcRequest(server, "server/discover", {}, await callerOf(lab, server));
      return mustPass(lab, server, request, resultHas(["supportedVersions"], [...server.protocols]));
    },
  ],
];

const lists: readonly Made[] = [
  [
    "tools/list shows every mapped tool",
    async (lab, server) => {
      const names = server.tools.map(({ name }) => name).sort();
      const request = rpcRequest(server, "tools/list", {}, await callerOf(lab, server));
      return mustPass(lab, server, request, ({ answer, traces }) => {
        const listed = namesIn(answer, "tools").map(String).sort();
        if (traces.length > 0) return `traces ${JSON.stringify(traces)}`;
        return JSON.stringify(listed) === JSON.stringify(names) ? undefined : `listed ${listed.join(", ")}`;
      });
    },
  ],
];

/** Ids come back as they were sent. */
const ids: readonly Made[] = [
  0,
  -7,
  9_007_199_254_740_991,
  "a-1",
  "req_42",
  "8c1f2f0e-6c5e-4b9a-9a5e-0f6f1f0c2d3e",
  "2026-11-23T01:38:00Z",
].map((id) => [
  `id ${JSON.stringify(id)}`,
  async (lab, server) => {
    const request = rpcRequest(server, "tools/list", {}, { ...(await callerOf(lab, server)), id });
    return mustPass(lab, server, request, ({ answer }) => {
      const seen = messagesOf(answer).map((message) => message.id);
      return seen.at(-1) === id ? undefined : `the answer's id is ${JSON.stringify(seen)}`;
    });
  },
]);

/** Headers as clients write them. */
const headers: readonly Made[] = [
  ...Object.entries<Readonly<Record<string, string>>>({
    "a charset in capitals": { "Content-Type": "application/json; charset=UTF-8" },
    "Accept with weights": { Accept: "text/event-stream;q=0.9, application/json" },
    "a trace from the client": { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    "a user agent": { "User-Agent": "Visual Studio Code/1.120 (Linux; x64)" },
  }).map(([name, more]): Made => [name, (lab, server) => listWith(lab, server, more)]),
  [
    "each allowed origin",
    async (lab, server) => {
      const breaches = [];
      for (const Origin of server.origins) breaches.push(...(await listWith(lab, server, { Origin })));
      return breaches;
    },
  ],
];

export const protocol: readonly Benign[] = everySample.flatMap(([name, sample]) =>
  [...(sample.era === "stateless" ? discovering : opening), ...lists, ...ids, ...headers, ...offersOf(sample)].map(
    ([what, run]) => at(name, what, run),
  ),
);

/** The id that a client receives is the gateway's, not the server's. */
function ownSession({ answer }: Seen): string | undefined {
  const id = answer.headers["mcp-session-id"];
  return id?.startsWith("v1.") === true ? undefined : `the session id is ${String(id)}`;
}

async function listWith(
  lab: Lab,
  server: LabServer,
  more: Readonly<Record<string, string>>,
): ReturnType<Benign["run"]> {
  const caller = await callerOf(lab, server);
  return mustPass(lab, server, rpcRequest(server, "tools/list", {}, { ...caller, headers: more }));
}

/** A notification is taken, and nothing comes back. */
async function tells(
  lab: Lab,
  server: LabServer,
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
): ReturnType<Benign["run"]> {
  const request = notification(server, method, params, await callerOf(lab, server));
  return exchange(lab, server, request, {
    status: 202,
    reason: "allowed",
    control: null,
    rpc: null,
    also: ({ answer, reached }) =>
      answer.body === "" && reached.length === 1 ? undefined : `${reached.length} reached it, body ${answer.body}`,
  });
}
