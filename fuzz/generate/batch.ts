/** Requests around the bodies: token, session, address, verb, headers, bytes; and the party that is broken meanwhile. */
import fc, { type Arbitrary } from "fast-check";
import type { Approvals } from "../approvals";
import {
  BAD_TOKENS,
  SESSIONS,
  type Batch,
  type ByteEdit,
  type FuzzCase,
  type SessionChoice,
  type TokenChoice,
  type UserIndex,
  type Weather,
} from "../case";
import { bodyFor, soundBodyFor } from "./message";

/** Requests in one batch at most: fewer than one caller may send in a minute. */
const MOST = 16;

/** Batches for the servers of a plan. */
export function batchesFor(servers: readonly Approvals[]): Arbitrary<Batch> {
  return fc.record({
    weather: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: weather }),
    cases: fc.array(fc.oneof(...servers.map(caseFor)), { minLength: 1, maxLength: MOST, size: "max" }),
  });
}

const weather: Arbitrary<Weather> = fc.record({
  target: fc.constantFrom("backend", "content-safety", "vault"),
  mode: fc.constantFrom("down", "error", "throttled", "malformed"),
});

/** Half of all cases have one thing wrong at most, so that it alone decides; in the others anything may be. */
function caseFor(approvals: Approvals): Arbitrary<FuzzCase> {
  const { server, scopes } = approvals;
  const usual = {
    server: fc.constant(server),
    verb: fc.constant("POST"),
    path: fc.constant("/{path}"),
    token: goodToken(fc.constant([...scopes])),
    session: fc.constant<SessionChoice>("own"),
    text: soundBodyFor(approvals),
    headers: fc.constant<FuzzCase["headers"]>({}),
  };
  const anything = fc.record({
    server: fc.constant(server),
    verb: mostly("POST", "GET", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"),
    path: mostly("/{path}", "/{path}/", "//{path}", "/{path}%2f", "/{path}?a=b", "/x/../{path}", "/nowhere", "/"),
    token: tokenFor(approvals),
    session: mostly(...SESSIONS),
    text: bodyFor(approvals),
    edit: fc.oneof({ weight: 24, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: byteEdit }),
    headers: fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
  });
  const weighted: readonly { readonly weight: number; readonly arbitrary: Arbitrary<FuzzCase> }[] = [
    { weight: 4, arbitrary: anything },
    { weight: 2, arbitrary: fc.record({ ...usual, token: badToken }) },
    { weight: 1, arbitrary: fc.record({ ...usual, token: goodToken(fc.subarray([...scopes])) }) },
    { weight: 1, arbitrary: fc.record({ ...usual, session: fc.constantFrom(...SESSIONS) }) },
  ];
  return fc.oneof(...weighted).map((made) => bounded(made, approvals));
}

/** What would last by design is left out: a stream that has no end, and seconds that became many by an edit. */
function bounded(made: FuzzCase, { results }: Approvals): FuzzCase {
  const endless = made.verb === "GET" && results === "streamed" && made.session === "own";
  const slow = made.edit !== undefined && made.text.includes("seconds");
  return { ...made, ...(endless ? { session: "absent" as const } : {}), ...(slow ? { edit: undefined } : {}) };
}

function tokenFor({ scopes }: Approvals): Arbitrary<TokenChoice> {
  return fc.oneof(
    { weight: 8, arbitrary: goodToken(fc.constant([...scopes])) },
    { weight: 3, arbitrary: goodToken(fc.subarray([...scopes])) },
    { weight: 2, arbitrary: badToken },
  );
}

function goodToken(scopes: Arbitrary<string[]>): Arbitrary<TokenChoice> {
  const user = fc.constantFrom<UserIndex[]>(0, 0, 0, 1);
  return fc.record({ kind: fc.constant("good" as const), scopes, user });
}

const badToken: Arbitrary<TokenChoice> = fc.constantFrom(...BAD_TOKENS).map((kind) => ({ kind }));

const byteEdit: Arbitrary<ByteEdit> = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fraction() }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: fraction(),
    bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("replace" as const), at: fraction(), byte: fc.nat(255) }),
);

function fraction(): Arbitrary<number> {
  return fc.double({ min: 0, max: 1, noNaN: true });
}

const headers: Arbitrary<FuzzCase["headers"]> = fc.constantFrom<FuzzCase["headers"][]>(
  { Accept: "application/json" },
  { Accept: "*/*" },
  { "Content-Type": "text/plain" },
  { "Content-Type": "application/json; charset=utf-16" },
  { "Content-Type": undefined },
  { "Content-Encoding": "gzip" },
  { Origin: "https://evil.example" },
  { Origin: "null" },
  { Host: "evil.example" },
  { "MCP-Protocol-Version": undefined },
  { "MCP-Protocol-Version": "2024-11-05" },
  { "MCP-Protocol-Version": "1" },
  { "Mcp-Method": "ping" },
  { "Mcp-Method": undefined },
  { "Mcp-Name": "find_trails" },
  { "Mcp-Name": "=?base64?!?=" },
  { "X-Bulwark-User": "someone", "X-MS-CLIENT-PRINCIPAL-ID": "someone" },
  { "X-HTTP-Method-Override": "DELETE" },
  { "X-Forwarded-Host": "evil.example", "X-Original-URL": "/ledger/mcp" },
  { "Last-Event-ID": "1" },
);

/** The first, or now and then another. */
function mostly<T extends string>(usual: T, ...others: readonly T[]): Arbitrary<T> {
  return fc.oneof({ weight: 24, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}
