import assert from "node:assert/strict";
import { connect } from "node:net";
import { request } from "node:http";
import { answerWith, backend, call, describeGateway, open } from "./fixture";

const READ = `<set-variable name="text" value="@(context.Request.Body.As&lt;string&gt;(true))" />`;

/** Sends raw bytes and gives back what came until the connection closed or fell silent. */
function raw(origin: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), "127.0.0.1", () => socket.write(text));
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.setTimeout(1500, () => socket.destroy());
    socket.on("close", () => {
      resolve(received);
    });
  });
}

describeGateway("bodies and connections", () => {
  it("sends nothing on where an expression consumed the body", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><set-variable name="text" value="@(context.Request.Body.As&lt;string&gt;())" />`,
    });
    await call(gateway, "/api/x", { body: "hello" });
    assert.equal(server.received[0]?.body, "");
  });

  it("sends the original bytes on where a policy read them with preserveContent", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: `<base />${READ}` });
    await call(gateway, "/api/x", { body: "h\u00e9llo" });
    assert.equal(server.received[0]?.body, "h\u00e9llo");
  });

  it("takes a body of 2 MiB that a policy reads, and refuses one byte more with an answer", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base />${READ}`,
      onError: answerWith("@(context.LastError.Reason)"),
    });
    const most = 2 * 1024 * 1024;
    assert.equal((await call(gateway, "/api/x", { body: "a".repeat(most) })).text, '{"ok":true}');
    assert.equal((await call(gateway, "/api/x", { body: "a".repeat(most + 1) })).text, "MessagePayloadTooLarge");
    assert.equal(server.received.length, 1);
  });

  it("streams a body of any length that no policy reads", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin });
    await call(gateway, "/api/x", { body: "a".repeat(3_000_000) });
    assert.equal(server.received[0]?.body.length, 3_000_000);
  });

  it("answers a refusal before the body is in", async () => {
    const gateway = await open({ inbound: `<return-response><set-status code="413" reason="x" /></return-response>` });
    const text = await raw(
      gateway.origin,
      "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nonly the beginning",
    );
    assert.match(text, /^HTTP\/1\.1 413 /);
  });

  it("sees no body in a request without one", async () => {
    const gateway = await open({ inbound: answerWith("@(context.Request.Body == null)") });
    assert.equal((await call(gateway, "/api/x", { method: "GET" })).text, "True");
  });

  for (const [what, lines] of [
    ["both Content-Length and Transfer-Encoding", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"],
    ["two Content-Lengths", "Content-Length: 4\r\nContent-Length: 5\r\n"],
    ["a header without a colon", "Broken\r\n"],
  ] as const) {
    it(`answers 400 to ${what}`, async () => {
      const server = await backend();
      const gateway = await open({ backendUrl: server.origin });
      const text = await raw(gateway.origin, `POST /api/x HTTP/1.1\r\nHost: a\r\n${lines}\r\n0\r\n\r\n`);
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.equal(server.received.length, 0);
    });
  }

  it("answers 400 without a Host, and 431 to an address without end", async () => {
    const gateway = await open({});
    assert.match(await raw(gateway.origin, "GET /api/x HTTP/1.1\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(
      await raw(gateway.origin, `GET /${"a".repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`),
      /^HTTP\/1\.1 431 /,
    );
  });

  it("answers a HEAD without a body, and a tunnel with 405", async () => {
    const gateway = await open({
      operations: [{ operationId: "post", method: "HEAD", urlTemplate: "/*", displayName: "HEAD" }],
      inbound: answerWith("text"),
    });
    const text = await raw(gateway.origin, "HEAD /api/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert.match(text, /^HTTP\/1\.1 200 [^]*Content-Length: 4\r\n[^]*\r\n\r\n$/);
    assert.match(await raw(gateway.origin, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"), /^HTTP\/1\.1 405 /);
  });

  it("hands repeated headers on in their order, without those of the connection", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin });
    await new Promise((resolve) => {
      request(`${gateway.origin}/api/x`, {
        method: "POST",
        headers: [
          "Host",
          "a",
          "X-A",
          "1",
          "X-B",
          "2",
          "x-a",
          "3",
          "Connection",
          "close, X-Gone",
          "X-Gone",
          "1",
          "TE",
          "trailers",
        ],
      })
        .on("response", (response) => {
          response.resume().on("end", resolve);
        })
        .end("{}");
    });
    const raw = server.received[0]?.rawHeaders ?? [];
    assert.deepEqual(raw.slice(2, 8), ["X-A", "1", "X-B", "2", "x-a", "3"]);
    assert.equal(server.received[0]?.headers["x-gone"], undefined);
    assert.equal(server.received[0]?.headers.te, undefined);
  });

  it("breaks off where the backend's answer breaks off", async () => {
    const server = await backend((_, res) => {
      res.writeHead(200, { "Content-Length": "100" });
      res.write("part");
      setTimeout(() => res.destroy(), 20);
    });
    const gateway = await open({ backendUrl: server.origin });
    await assert.rejects(call(gateway));
  });

  it("calls it a connection failure where an answer that a policy reads breaks off", async () => {
    const server = await backend((_, res) => {
      res.writeHead(200, { "Content-Length": "100" });
      res.write("part");
      setTimeout(() => res.destroy(), 20);
    });
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `<set-variable name="x" value="@(context.Response.Body.As&lt;string&gt;(true))" />`,
      onError: answerWith("@(context.LastError.Reason)"),
    });
    assert.equal((await call(gateway)).text, "BackendConnectionFailure");
  });

  it("measures calls and its own time without waiting", async () => {
    const server = await backend((_, res) => setTimeout(() => res.end("late"), 200));
    const gateway = await open({ backendUrl: server.origin });
    await call(gateway);
    const [measured, ...others] = gateway.gateway.measurements();
    assert.ok(measured);
    assert.deepEqual(others, []);
    assert.deepEqual(
      measured.calls.map(({ kind }) => kind),
      ["backend"],
    );
    assert.ok(measured.totalMs >= 190 && measured.ownMs < 150);
    gateway.gateway.reset();
    assert.deepEqual(gateway.gateway.measurements(), []);
  });
});
