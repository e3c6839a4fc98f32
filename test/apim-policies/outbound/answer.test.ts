import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import {
  answers,
  bytes,
  closeAll,
  closeExpressionHost,
  event,
  openOutbound,
  reasonOf,
  resultOf,
  stream,
  text,
} from "./fixture";

const call = { method: "tools/call", params: { name: "find_trails", arguments: {} } };
const answered = event({ jsonrpc: "2.0", id: 1, result: { tools: [] } });
const list = { method: "tools/list" };

describe("the server's answer", () => {
  afterEach(closeAll);
  after(closeExpressionHost);

  it("passes as JSON where it came as JSON, with every value as it was", async () => {
    const result = {
      ok: true,
      none: null,
      n: [0, -1, 1.5, 9007199254740991],
      date: "2026-01-02T03:04:05Z",
      text: 'a\u2028b "q" \\ é 🏔',
    };
    const { send } = await openOutbound({ server: answers(result) });
    const answer = await send({ method: "ping" });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.deepEqual(JSON.parse(answer.text), { jsonrpc: "2.0", id: 1, result });
  });

  it("passes as a stream where it came as a stream, without ids and retry times", async () => {
    const { send } = await openOutbound({
      server: bytes(stream("id: 7\nretry: 10\ndata:", `id: 8\n${answered}`), "text/event-stream"),
    });
    const answer = await send(list);
    assert.equal(answer.headers.get("content-type"), "text/event-stream");
    assert.equal(answer.text, stream(answered));
  });

  it("reads streams with every line end, comments, and data over several lines", async () => {
    const { send } = await openOutbound({
      server: bytes(
        ': hi\r\ndata: {"jsonrpc":"2.0",\r\ndata:"id":1,\rdata: "result":{}}\r\n\r\n',
        "text/event-stream; charset=utf-8",
      ),
    });
    assert.equal((await send({ method: "ping" })).text, stream(event({ jsonrpc: "2.0", id: 1, result: {} })));
  });

  it("keeps this request's answer and notifications, and drops what the server asks, other ids and what follows", async () => {
    const progress = { jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: "p", progress: 1 } };
    const logged = { jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: "done" } };
    const { send } = await openOutbound({
      server: bytes(
        stream(
          event(progress),
          event({ ...progress, params: { progressToken: "other", progress: 1 } }),
          event(logged),
          event({ jsonrpc: "2.0", method: "notifications/odd" }),
          event({ jsonrpc: "2.0", id: 5, method: "sampling/createMessage", params: {} }),
          event({ ...logged, id: 6 }),
          event({ jsonrpc: "2.0", id: 2, result: { of: "another" } }),
          event({ jsonrpc: "2.0", id: "1", result: { of: "another type of id" } }),
          "event: custom\ndata: nothing",
          answered,
          event({ jsonrpc: "2.0", id: 1, result: { second: true } }),
          event(logged),
        ),
        "text/event-stream",
      ),
    });
    const answer = await send({ ...list, params: { _meta: { progressToken: "p" } } });
    assert.equal(answer.text, stream(event(progress), event(logged), answered));
  });

  for (const [what, server] of Object.entries({
    "no JSON": bytes("<html>stack trace</html>"),
    "another content type": bytes('{"jsonrpc":"2.0","id":1,"result":{}}', "text/plain"),
    "another character set": bytes('{"jsonrpc":"2.0","id":1,"result":{}}', "application/json; charset=utf-16"),
    "no UTF-8": bytes(Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"a":"\xe9"}}', "latin1")),
    "a byte order mark": bytes('\ufeff{"jsonrpc":"2.0","id":1,"result":{}}'),
    "duplicate keys": bytes('{"jsonrpc":"2.0","id":1,"result":{},"result":{"b":1}}'),
    "half a surrogate pair": bytes('{"jsonrpc":"2.0","id":1,"result":{"a":"\\ud800"}}'),
    "a batch": bytes('[{"jsonrpc":"2.0","id":1,"result":{}}]'),
    "another id": bytes('{"jsonrpc":"2.0","id":2,"result":{}}'),
    "no id": bytes('{"jsonrpc":"2.0","result":{}}'),
    "another version": bytes('{"jsonrpc":"1.0","id":1,"result":{}}'),
    "no version": bytes('{"id":1,"result":{}}'),
    "a result and an error": bytes('{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"m"}}'),
    "an error without a code": bytes('{"jsonrpc":"2.0","id":1,"error":{"message":"m"}}'),
    "a result that is a list": bytes('{"jsonrpc":"2.0","id":1,"result":[]}'),
    "content that is no list": bytes('{"jsonrpc":"2.0","id":1,"result":{"content":"text"}}'),
    "content that is no list of objects": bytes('{"jsonrpc":"2.0","id":1,"result":{"content":["text"]}}'),
    nothing: bytes(""),
    "a stream without the answer": bytes(
      stream(event({ jsonrpc: "2.0", method: "notifications/message", params: {} })),
      "text/event-stream",
    ),
    "a stream whose answer is cut off": bytes(answered, "text/event-stream"),
    "a stream with a message that is no JSON": bytes(stream("data: nope", answered), "text/event-stream"),
    "201": bytes('{"jsonrpc":"2.0","id":1,"result":{}}', "application/json", 201),
    "202 to a request": bytes("", "application/json", 202),
    "an encoding": (_: unknown, res: ServerResponse) => {
      res
        .writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "br" })
        .end('{"jsonrpc":"2.0","id":1,"result":{}}');
    },
  })) {
    it(`refuses ${what}`, async () => {
      const { send } = await openOutbound({ server });
      const answer = await send(call);
      assert.deepEqual([answer.status, reasonOf(answer)], [502, "answer-malformed"]);
    });
  }

  it("refuses more than 1 MiB, and takes 1 MiB", async () => {
    const of = (length: number): string => {
      const start = '{"jsonrpc":"2.0","id":1,"result":{"a":"';
      return `${start}${" ".repeat(length - start.length - 3)}"}}`;
    };
    const large = await openOutbound({ server: bytes(of(1_048_577)) });
    const refused = await large.send(call);
    assert.deepEqual([refused.status, reasonOf(refused)], [200, "answer-too-large"]);
    const fits = await openOutbound({ server: bytes(of(1_048_576)) });
    assert.equal((await fits.send({ method: "ping" })).status, 200);
  });

  for (const status of [301, 401, 403, 418, 500, 502, 503, 504]) {
    it(`answers 502 for a server's ${status}, read or not, with nothing of its text`, async () => {
      for (const inspect of [true, false]) {
        const { send } = await openOutbound({ inspect, server: bytes("secret stack trace", "text/plain", status) });
        const answer = await send(call);
        assert.deepEqual([answer.status, reasonOf(answer)], [502, "backend-failed"]);
        assert.ok(!answer.text.includes("stack trace"));
      }
    });
  }

  for (const status of [400, 404, 405, 429]) {
    it(`keeps a server's ${status}, read or not, with a message of its own`, async () => {
      for (const inspect of [true, false]) {
        const { send } = await openOutbound({ inspect, server: bytes("secret stack trace", "text/plain", status) });
        const answer = await send(call);
        assert.equal(answer.status, status);
        const { id, error } = JSON.parse(answer.text) as { id: number; error: { code: number; message: string } };
        assert.deepEqual([id, error.code, error.message], [1, -32600, "The server refused the request."]);
      }
    });
  }

  it("keeps the code of a refusal that could not name the request, without its text", async () => {
    const body = '{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Session not found: at /srv/app.js"}}';
    const { send } = await openOutbound({ server: bytes(body, "application/json", 404) });
    const answer = await send(call);
    assert.equal(answer.status, 404);
    assert.equal((JSON.parse(answer.text) as { error: { code: number } }).error.code, -32001);
    assert.ok(!answer.text.includes("app.js"));
  });

  it("says that a method is unknown where a stateless server's 404 does not", async () => {
    const { send } = await openOutbound({ era: "stateless", server: bytes("", "text/plain", 404) });
    const answer = await send(call);
    assert.equal((JSON.parse(answer.text) as { error: { code: number } }).error.code, -32601);
  });

  it("passes a whole JSON-RPC error, with its status", async () => {
    const body = { jsonrpc: "2.0", id: 1, error: { code: -32601, message: "Method not found", data: { method: "x" } } };
    for (const status of [200, 404]) {
      const { send } = await openOutbound({
        server: bytes(JSON.stringify({ ...body, extra: 1 }), "application/json", status),
      });
      const answer = await send(call);
      assert.equal(answer.status, status);
      assert.deepEqual(JSON.parse(answer.text), body);
    }
  });

  it("answers a notification with 202 and no body, whatever the server says", async () => {
    for (const status of [200, 202, 204]) {
      const { send } = await openOutbound({ server: bytes(status === 204 ? "" : "thanks", "text/plain", status) });
      const answer = await send({ method: "notifications/initialized", notification: true });
      assert.deepEqual([answer.status, answer.text], [202, ""]);
    }
  });

  it("keeps the status of a notification's or session's refusal, without a body", async () => {
    const { send } = await openOutbound({ server: bytes("no such session", "text/plain", 404) });
    const answer = await send({ method: "notifications/initialized", notification: true });
    assert.deepEqual([answer.status, answer.text], [404, ""]);
  });

  it("makes what any cache may keep private", async () => {
    const { send } = await openOutbound({ server: answers({ tools: [], cacheScope: "public", ttlMs: 5 }) });
    assert.deepEqual(resultOf(await send(list)), { tools: [], cacheScope: "private", ttlMs: 5 });
  });

  it("lets a stream that is not inspected flow, byte for byte", async () => {
    const body = stream(`id: 7\n${event({ jsonrpc: "2.0", id: 1, result: text("password=hunter2") })}`);
    const { send, shield } = await openOutbound({
      inspect: false,
      buffer: false,
      server: bytes(body, "text/event-stream"),
    });
    assert.equal((await send(call)).text, body);
    assert.equal(shield.received.length, 0);
  });

  it("lets each event of a stream that is not inspected through as it comes, before the server ends it", async () => {
    const asked = stream(event({ jsonrpc: "2.0", id: 9, method: "elicitation/create", params: {} }));
    let open: ServerResponse | undefined;
    const { gateway } = await openOutbound({
      inspect: false,
      buffer: false,
      server: (_, res) => {
        open = res.writeHead(200, { "Content-Type": "text/event-stream" });
        res.write(asked);
      },
    });
    try {
      const answer = await fetch(`${gateway.origin}/api/mcp`, {
        method: "POST",
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...call }),
        signal: AbortSignal.timeout(1500),
      });
      const first = await answer.body?.getReader().read();
      assert.equal(Buffer.from(first?.value ?? []).toString(), asked);
    } finally {
      open?.end();
    }
  });

  it("reads a refusal in JSON also where answers stream, so that the client learns what is missing", async () => {
    const error = { code: -32021, message: "Missing capability", data: { requiredCapabilities: { sampling: {} } } };
    const body = { jsonrpc: "2.0", id: 1, error };
    const { send } = await openOutbound({
      inspect: false,
      buffer: false,
      server: bytes(JSON.stringify({ ...body, extra: "at /srv/app.js" }), "application/json", 400),
    });
    const answer = await send(call);
    assert.equal(answer.status, 400);
    assert.deepEqual(JSON.parse(answer.text), body);
  });

  it("refuses by itself where one of its own expressions throws", async () => {
    const { send } = await openOutbound({
      server: answers(text("server text")),
      weaken: (document) => document.replace("markAnswer.Last.ToString(", '((JObject)null)["x"].ToString('),
    });
    const answer = await send(call);
    assert.deepEqual([answer.status, answer.text], [500, "gateway-fault"]);
  });

  it("marks what a tool answered", async () => {
    const { send } = await openOutbound({ server: answers(text("A lake.")) });
    const result = resultOf(await send(call)) as { _meta: Record<string, { source: string }> };
    assert.equal(result._meta["bulwark.dev/untrusted"]?.source, "trails");
  });
});
