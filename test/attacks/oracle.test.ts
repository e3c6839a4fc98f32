import assert from "node:assert/strict";
import { AUDIT_KEYS } from "../../attacks/lab/control";
import { breaches, challengeOf, messagesOf, rpcCode, type Expectation, type Seen } from "../../attacks/lab/oracle";
import { notAvailable, tokenRefused } from "../../attacks/lab/refusals";
import { challengeFor } from "../../attacks/lab/challenge";
import { labServer } from "./fake-lab";

const REFUSED: Expectation = { status: 401, reason: "token-missing", control: "MCP07-1" };

function record(values: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(AUDIT_KEYS.map((key) => [key, null])),
    decision: "deny",
    reason: "token-missing",
    control: "MCP07-1",
    status: 401,
    ...values,
  };
}

function seen(values: Partial<Seen> = {}): Seen {
  return { answer: { status: 401, headers: {}, body: "" }, reached: [], audit: [record()], traces: [], ...values };
}

const whats = (one: Seen, expectation = REFUSED): readonly string[] =>
  breaches(one, expectation).map(({ what }) => what);

describe("what must be true of an exchange", () => {
  it("finds nothing where all is as it must be", () => {
    assert.deepEqual(breaches(seen(), REFUSED), []);
  });

  it("finds another status, and a record that says another", () => {
    assert.deepEqual(whats(seen({ answer: { status: 200, headers: {}, body: "" } })), ["status", "audit status"]);
  });

  it("finds no record, and two", () => {
    assert.deepEqual(whats(seen({ audit: [] })), ["audit records"]);
    assert.deepEqual(whats(seen({ audit: [record(), record()] })), ["audit records"]);
  });

  it("finds another reason, control and decision, and a missing key", () => {
    const other = record({ reason: "token-invalid", control: "MCP07-2", decision: "allow" });
    const { tool, ...short } = other;
    assert.equal(tool, null);
    assert.deepEqual(whats(seen({ audit: [short] })), [
      "audit reason",
      "audit control",
      "audit decision",
      "audit keys",
    ]);
  });

  it("finds a refused request that reached the server", () => {
    const reached = [{ method: "POST", path: "/mcp", headers: {}, body: "" }];
    assert.deepEqual(whats(seen({ reached })), ["reached the server"]);
  });

  it("finds a challenge that leads elsewhere, one parameter more, and none", () => {
    const server = labServer({ name: "trails" });
    const expectation = { ...REFUSED, challenge: challengeFor(server) };
    const good = Object.entries(challengeFor(server)).map(([name, value]) => `${name}="${value}"`);
    const answered = (header: string | undefined): Seen =>
      seen({ answer: { status: 401, headers: header === undefined ? {} : { "www-authenticate": header }, body: "" } });
    assert.deepEqual(whats(answered(`Bearer ${good.join(", ")}`), expectation), []);
    assert.deepEqual(whats(answered(`Bearer ${[...good].reverse().join(", ")}`), expectation), []);
    assert.deepEqual(whats(answered(`Bearer ${[...good, 'realm="x"'].join(", ")}`), expectation), ["challenge"]);
    assert.deepEqual(whats(answered(`Bearer ${good.slice(1).join(", ")}`), expectation), ["challenge"]);
    assert.deepEqual(whats(answered(`Basic ${good.join(", ")}`), expectation), ["challenge"]);
    assert.deepEqual(whats(answered(undefined), expectation), ["challenge"]);
  });

  it("reads the JSON-RPC error of a JSON answer and of a stream", () => {
    const error = '{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"x"}}';
    assert.equal(rpcCode({ status: 200, headers: {}, body: error }), -32602);
    const stream = { status: 200, headers: { "content-type": "text/event-stream" }, body: `id: 1\ndata: ${error}\n\n` };
    assert.equal(rpcCode(stream), -32602);
    assert.equal(messagesOf({ status: 200, headers: {}, body: "no JSON" }).length, 0);
    assert.equal(challengeOf({ status: 200, headers: {}, body: "" }), null);
  });

  it("finds a refusal that says something beside its challenge", () => {
    const server = labServer({ name: "trails" });
    const found = breaches(
      seen({ answer: { status: 401, headers: {}, body: "no such user" } }),
      tokenRefused(server, "token-missing"),
    );
    assert.ok(found.some(({ seen: what }) => what.includes("no such user")));
  });

  it("finds a JSON-RPC refusal for another id, or that does not lead to its record", () => {
    const expectation = notAvailable("prompt-not-available");
    const audit = [record({ reason: "prompt-not-available", control: "MCP02-2", status: 200, correlationId: "c1" })];
    const body = (id: number, data: object): Seen => {
      const error = { code: -32602, message: "x", data };
      return seen({ audit, answer: { status: 200, headers: {}, body: JSON.stringify({ jsonrpc: "2.0", id, error }) } });
    };
    const data = { reason: "tool-not-available", control: "MCP02-2", correlationId: "c1" };
    assert.deepEqual(whats(body(1, data), expectation), []);
    assert.deepEqual(whats(body(2, data), expectation), ["and also"]);
    assert.deepEqual(whats(body(1, { ...data, correlationId: "c2" }), expectation), ["and also"]);
    assert.deepEqual(whats(body(1, { ...data, reason: "prompt-not-available" }), expectation), ["and also"]);
  });
});
