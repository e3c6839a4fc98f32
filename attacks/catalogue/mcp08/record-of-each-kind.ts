import type { Attack } from "../../attack";
import { metadataUrl } from "../../lab/challenge";
import { at, having, verb } from "../../lab/change";
import type { Lab, LabServer } from "../../lab/lab";
import { callTool, notification, protocolOf, rawRequest } from "../../lab/messages";
import { exchange, type Expectation } from "../../lab/oracle";
import { firstTool, ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { claimsOf, signIn, type SignedIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
  readonly build: (server: LabServer, caller: SignedIn, lab: Lab) => RawRequest | Promise<RawRequest>;
  readonly expected: Expectation;
  /** What of the caller and the message the record must name. */
  readonly names: (server: LabServer, caller: SignedIn) => Fields;
}

const NOBODY: Fields = { user: null, client: null };
const NOTHING: Fields = { protocol: null, method: null, tool: null };

const caller = ({ token }: SignedIn): Fields => ({ user: claimsOf(token).oid, client: claimsOf(token).azp });
const call = (server: LabServer): Fields => ({
  server: server.name,
  protocol: protocolOf(server),
  method: "tools/call",
  tool: firstTool(server).name,
});

const KINDS: Readonly<Record<string, Kind>> = {
  "a call that is served": {
    build: (server, one) => ordinaryCall(server, one),
    expected: { status: 200, reason: "allowed", control: null },
    names: (server, one) => ({ ...call(server), ...caller(one) }),
  },
  "a list that is served": {
    build: (server, one) => ordinaryList(server, one),
    expected: { status: 200, reason: "allowed", control: null },
    names: (server, one) => ({ ...call(server), ...caller(one), method: "tools/list", tool: null }),
  },
  "a notification": {
    build: (server, one) => notification(server, "notifications/cancelled", { requestId: 99 }, one),
    expected: { status: 202, reason: "allowed", control: null },
    names: (server, one) => ({ ...call(server), ...caller(one), method: "notifications/cancelled", tool: null }),
  },
  "arguments refused": {
    build: (server, one) => callTool(server, firstTool(server).name, { unknown: 1 }, one),
    expected: { status: 200, reason: "arguments-invalid", control: "MCP05-2" },
    names: (server, one) => ({ ...call(server), ...caller(one) }),
  },
  "a scope refused": {
    build: async (server, { session }, lab) =>
      ordinaryCall(server, { session, token: await lab.control.token({ server: server.name, scp: "none" }) }),
    expected: { status: 403, reason: "insufficient-scope", control: "MCP02-2" },
    names: (server, one) => ({ ...call(server), ...caller(one) }),
  },
  "a body refused": {
    build: (server, one) => rawRequest(server, "{", one),
    expected: { status: 400, reason: "message-malformed", control: "MCP05-1" },
    names: (server, one) => ({ ...NOTHING, server: server.name, ...caller(one) }),
  },
  "no token": {
    build: (server) => ordinaryCall(server),
    expected: { status: 401, reason: "token-missing", control: "MCP07-1" },
    names: (server) => ({ ...NOTHING, ...NOBODY, server: server.name }),
  },
  "a bad token": {
    build: (server) => ordinaryCall(server, { token: "bad" }),
    expected: { status: 401, reason: "token-invalid", control: "MCP07-1" },
    names: (server) => ({ ...NOTHING, ...NOBODY, server: server.name }),
  },
  "another host": {
    build: (server) => having(ordinaryCall(server), "Host", "attacker.example"),
    expected: { status: 403, reason: "host-not-allowed", control: "MCP07-4" },
    names: (server) => ({ ...NOTHING, ...NOBODY, server: server.name }),
  },
  "a verb refused": {
    build: (server, one) => verb(ordinaryCall(server, one), "PATCH"),
    expected: { status: 405, reason: "method-not-allowed", control: "MCP10-3" },
    names: () => ({ protocol: null, tool: null, method: "PATCH" }),
  },
  "an address of nobody's": {
    build: (server) => at(ordinaryCall(server), "/nobody"),
    expected: { status: 404, reason: "no-such-address", control: "MCP07-4" },
    names: () => ({ ...NOBODY, protocol: null, tool: null, server: null }),
  },
  metadata: {
    build: (server) => {
      const { origin, pathname } = new URL(metadataUrl(server));
      return { method: "GET", origin, path: pathname, headers: [] };
    },
    expected: { status: 200, reason: "metadata", control: null, reaches: false },
    names: () => ({ ...NOBODY, protocol: null, tool: null, method: "GET" }),
  },
};

export const attack: Attack = {
  id: "record-of-each-kind",
  risk: "MCP08",
  controls: ["MCP08-2"],
  title: "The record of every kind of answer",
  why: "What leaves no record, or one that names nobody, was never done by anybody.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, { build, expected, names }] of Object.entries(KINDS)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const one = await signIn(lab, server);
            return exchange(lab, server, await build(server, one, lab), {
              ...expected,
              also: ({ audit }) => fault(audit[0] ?? {}, names(server, one)),
            });
          },
        };
      }
      yield {
        name: `${server.name}: a server that fails`,
        alone: true,
        run: async (lab) => {
          const one = await signIn(lab, server);
          await lab.control.fault(`backend:${server.name}`, "down");
          return exchange(lab, server, ordinaryCall(server, one), {
            status: 502,
            reason: "backend-failed",
            control: "MCP10-3",
            rpc: -32603,
            also: ({ audit }) => fault(audit[0] ?? {}, { ...call(server), ...caller(one) }),
          });
        },
      };
    }
  },
};

/** What is wrong with a record: fields that say something else, and values of the wrong kind. */
function fault(record: Fields, names: Fields): string | undefined {
  const { time, correlationId, durationMs } = record;
  if (typeof time !== "string" || Number.isNaN(Date.parse(time))) return `time is ${JSON.stringify(time)}`;
  if (typeof correlationId !== "string" || !/^[0-9a-f-]{36}$/i.test(correlationId)) return "no correlation id";
  if (typeof durationMs !== "number" || durationMs < 0) return `durationMs is ${JSON.stringify(durationMs)}`;
  const wrong = Object.entries(names).filter(([name, value]) => record[name] !== value);
  return wrong.length === 0
    ? undefined
    : wrong
        .map(([name, value]) => `${name} is ${JSON.stringify(record[name])}, not ${JSON.stringify(value)}`)
        .join("; ");
}
