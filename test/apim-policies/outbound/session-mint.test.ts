import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { answers, clock, closeAll, closeExpressionHost, openOutbound, reasonOf, SESSION_KEY, text } from "./fixture";

const initialize = { method: "initialize", params: {} };
const result = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "trails", version: "1" } };

describe("the session id that a client gets", () => {
  afterEach(closeAll);
  after(closeExpressionHost);

  it("holds server, user, client, eight hours, the server's own id and the key's version, under an HMAC", async () => {
    const { send } = await openOutbound({ server: answers(result, { "Mcp-Session-Id": "own-id-1" }) });
    const id = (await send(initialize)).headers.get("mcp-session-id") ?? "";
    const [version, payload = "", seal] = id.split(".");
    assert.equal(version, "v1");
    assert.equal(
      seal,
      createHmac("sha256", Buffer.from(SESSION_KEY, "base64")).update(`v1.${payload}`).digest("base64url"),
    );
    assert.deepEqual(JSON.parse(Buffer.from(payload, "base64url").toString()), {
      s: "trails",
      u: "user-1",
      c: "client-1",
      e: Math.floor(clock.ms / 1000) + 28_800,
      i: Buffer.from("own-id-1").toString("base64url"),
      k: "k1",
    });
  });

  it("is not given by a server that mints none: its answer is refused", async () => {
    const { send } = await openOutbound({ server: answers(result) });
    const answer = await send(initialize);
    assert.deepEqual([answer.status, reasonOf(answer)], [502, "answer-malformed"]);
  });

  for (const id of ["two words", "a,b", "x".repeat(513)]) {
    it(`is not made of "${id.slice(0, 20)}"`, async () => {
      const { send } = await openOutbound({ server: answers(result, { "Mcp-Session-Id": id }) });
      assert.equal(reasonOf(await send(initialize)), "answer-malformed");
    });
  }

  it("is not made of two ids", async () => {
    const { send } = await openOutbound({
      server: (_, res) => {
        res.writeHead(200, ["Content-Type", "application/json", "Mcp-Session-Id", "a", "Mcp-Session-Id", "b"]);
        res.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result }));
      },
    });
    assert.equal(reasonOf(await send(initialize)), "answer-malformed");
  });

  it("comes with no refusal of initialize", async () => {
    const { send } = await openOutbound({
      server: (_, res) => {
        res.writeHead(200, { "Content-Type": "application/json", "Mcp-Session-Id": "own" });
        res.end('{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unsupported protocol version"}}');
      },
    });
    const answer = await send(initialize);
    assert.deepEqual([answer.status, answer.headers.get("mcp-session-id")], [200, null]);
  });

  it("comes with no other answer, with none of a server without sessions, and never as the server's own", async () => {
    const headers = { "Mcp-Session-Id": "own-id-1" };
    const call = { method: "tools/call", params: {} };
    const cases = [
      { setting: {}, message: call, result: text("x") },
      { setting: { inspect: false }, message: call, result: text("x") },
      { setting: { approved: { sessions: false } }, message: initialize, result },
      {
        setting: { era: "stateless", approved: { sessions: false } } as const,
        message: { method: "server/discover" },
        result,
      },
    ];
    for (const each of cases) {
      const { send } = await openOutbound({ ...each.setting, server: answers(each.result, headers) });
      const answer = await send(each.message);
      assert.deepEqual([answer.status, answer.headers.get("mcp-session-id")], [200, null]);
    }
  });
});
