import assert from "node:assert/strict";
import { describeInbound, errorOf, openInbound, refuses, request, type Inbound } from "./fixture";

const MALFORMED = { status: 400, reason: "message-malformed", control: "MCP05-1", code: -32700 };
const SHAPE = { status: 400, reason: "message-shape", control: "MCP05-1", code: -32600 };

async function eachRefused(
  gateway: Inbound,
  expected: typeof MALFORMED,
  bodies: readonly (string | Uint8Array)[],
): Promise<void> {
  for (const raw of bodies) await refuses(gateway, expected, () => gateway.send(undefined, { raw }));
}

describeInbound("of bodies, the gateway", () => {
  it("refuses what is not strict JSON", async () => {
    const gateway = await openInbound();
    const ping = JSON.stringify(request("ping"));
    await eachRefused(gateway, MALFORMED, [
      "",
      "{",
      `${ping} x`,
      `${ping}${ping}`,
      `/**/${ping}`,
      "{'jsonrpc':'2.0'}",
      '{"jsonrpc":"2.0",}',
      '{"a":01}',
      '{"a":NaN}',
      `\ufeff${ping}`,
      '{"a":"\\ud800"}',
      '{"a":"\t"}',
      '{"a":1e999}',
      `${"[".repeat(33)}${"]".repeat(33)}`,
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      Buffer.from(ping, "utf16le"),
    ]);
  });

  it("refuses two members of one name, also where an escape hides it", async () => {
    const gateway = await openInbound();
    await eachRefused(gateway, { ...MALFORMED, reason: "message-duplicate-key" }, [
      '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":{"b":1,"\\u0062":2}}}',
    ]);
  });

  it("refuses what is not one message of the protocol", async () => {
    const gateway = await openInbound();
    const bodies: unknown[] = [
      [],
      [request("ping")],
      1,
      "x",
      null,
      {},
      { ...request("ping"), jsonrpc: "1.0" },
      { ...request("ping"), more: 1 },
      { ...request("ping"), id: null },
      { ...request("ping"), id: 1.5 },
      { ...request("ping"), id: {} },
      { ...request("ping"), id: "x".repeat(201) },
      { ...request("ping"), method: 1 },
      { ...request("ping"), params: [] },
      { ...request("ping"), params: "x" },
      { jsonrpc: "2.0", id: 1, method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 1 },
      { ...request("ping"), result: {} },
      request("tools/call", { name: 1 }),
      request("tools/call"),
      request("resources/read", {}),
      request("prompts/get", { name: "plan_hike", arguments: [] }),
      request("ping", { _meta: 1 }),
      request("completion/complete", { ref: { type: "ref/prompt" } }),
    ];
    await eachRefused(
      gateway,
      SHAPE,
      bodies.map((body) => JSON.stringify(body)),
    );
  });

  it("refuses a call without an id, and answers it so that the sender sees it", async () => {
    const gateway = await openInbound();
    const answer = await refuses(gateway, SHAPE, () =>
      gateway.send({ jsonrpc: "2.0", method: "tools/call", params: { name: "find_trails", arguments: {} } }),
    );
    assert.equal(errorOf(answer).id, null);
  });

  it("answers with the request's own id, text or number", async () => {
    const gateway = await openInbound();
    for (const id of ['a "quoted" id', 42, "2024-01-01T00:00:00Z", 123456789012345]) {
      const answer = await gateway.send({ ...request("ping"), id, more: true });
      assert.equal(errorOf(answer).id, id);
    }
  });

  it("refuses notifications and responses without a body of its own", async () => {
    const gateway = await openInbound();
    for (const message of [
      { jsonrpc: "2.0", method: "notifications/unheard-of" },
      { jsonrpc: "2.0", id: 1, result: {} },
    ]) {
      const answer = await gateway.send(message);
      assert.equal(answer.status, 400);
      assert.equal(answer.text, "");
    }
    await refuses(gateway, { status: 400, reason: "message-shape", control: "MCP05-1" }, () =>
      gateway.send({ jsonrpc: "2.0", id: 1, result: {}, error: { code: 1, message: "x" } }),
    );
  });

  it("refuses more than 131,072 bytes also where no length is declared", async () => {
    const gateway = await openInbound();
    for (const size of [140_000, 3_000_000]) {
      const raw = new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.alloc(size, " "));
          controller.close();
        },
      });
      await refuses(gateway, { status: 413, reason: "body-too-large", control: "MCP05-1" }, () =>
        gateway.send(undefined, { raw }),
      );
    }
  });

  it("refuses a body where the verb has none", async () => {
    const gateway = await openInbound();
    await refuses(gateway, { status: 400, reason: "message-shape", control: "MCP05-1" }, () =>
      gateway.send(undefined, { method: "DELETE", raw: "ignore" }),
    );
  });

  it("hands the original bytes on", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    const spaced =
      '{ "jsonrpc" : "2\\u002e0", "id":1 , "method":"tools/list", "params":{"_meta":{"n":1.50,"d":"2024-01-01T00:00:00Z"}} }';
    await gateway.send(undefined, { raw: spaced, headers: { "Mcp-Session-Id": session } });
    assert.equal(gateway.server.received.at(-1)?.body, spaced);
  });
});
