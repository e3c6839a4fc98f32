import assert from "node:assert/strict";
import { request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { answerWith, backend, call, describeGateway, open, problemsOf } from "../fixture";

const FORWARD = (attributes: string): string => `<forward-request ${attributes} />`;
const REASON = answerWith("@(context.LastError.Reason)");

function post(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method: "POST" }).on("response", resolve).on("error", reject).end("{}");
  });
}

describeGateway("forward-request", () => {
  it("passes each chunk on as it comes with buffer-response=false", async () => {
    let release = (): void => undefined;
    const server = await backend((_, res) => {
      res.writeHead(200, { "Content-Type": "text/event-stream" });
      res.write("data: 1\n\n");
      release = () => res.end("data: 2\n\n");
    });
    const gateway = await open({ backendUrl: server.origin, backend: FORWARD(`buffer-response="false"`) });
    const answer = await post(`${gateway.origin}/api/x`);
    const [first] = (await once(answer, "data")) as [Buffer];
    assert.equal(first.toString(), "data: 1\n\n");
    release();
    const [second] = (await once(answer, "data")) as [Buffer];
    assert.equal(second.toString(), "data: 2\n\n");
  });

  it("collects blocks of 8 KB otherwise", async () => {
    const server = await backend((_, res) => {
      res.write("a".repeat(100));
      setTimeout(() => res.end("b"), 100);
    });
    const gateway = await open({ backendUrl: server.origin });
    const answer = await post(`${gateway.origin}/api/x`);
    const [first] = (await once(answer, "data")) as [Buffer];
    assert.equal(first.length, 101);
  });

  it("cancels the backend's work when the client goes away in mid-stream", async () => {
    let closed = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => (closed = resolve));
    const server = await backend((_, res) => {
      res.on("close", closed);
      res.write("data: 1\n\n");
    });
    const gateway = await open({ backendUrl: server.origin, backend: FORWARD(`buffer-response="false"`) });
    const answer = await post(`${gateway.origin}/api/x`);
    await once(answer, "data");
    answer.destroy();
    await cancelled;
  });

  it("goes to on-error when the client goes away while the backend works", async () => {
    const server = await backend(() => undefined);
    const gateway = await open({
      backendUrl: server.origin,
      onError: `<trace source="t" severity="error"><message>@(context.LastError.Reason)</message></trace>`,
    });
    const asked = request(`${gateway.origin}/api/x`, { method: "POST" }).on("error", () => undefined);
    asked.end("{}");
    while (server.received.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    asked.destroy();
    while (gateway.traces.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(gateway.traces[0]?.message, "ClientConnectionFailure");
  });

  it("is a Timeout when no headers come in time", async () => {
    const server = await backend(() => undefined);
    const gateway = await open({ backendUrl: server.origin, backend: FORWARD(`timeout-ms="50"`), onError: REASON });
    assert.equal((await call(gateway)).text, "Timeout");
  });

  it("is a Timeout when an answer that a policy reads does not end in time", async () => {
    const server = await backend((_, res) => res.write("part"));
    const gateway = await open({
      backendUrl: server.origin,
      backend: FORWARD(`timeout-ms="300"`),
      outbound: `<set-variable name="x" value="@(context.Response.Body.As&lt;string&gt;(true))" />`,
      onError: REASON,
    });
    assert.equal((await call(gateway)).text, "Timeout");
  });

  it("is a BackendConnectionFailure where nothing listens", async () => {
    const server = await backend();
    await server.close();
    const gateway = await open({ backendUrl: server.origin, onError: REASON });
    assert.equal((await call(gateway)).text, "BackendConnectionFailure");
  });

  it("reaches this machine and no other", async () => {
    const gateway = await open({
      backendUrl: "http://192.0.2.1",
      onError: answerWith("@(context.LastError.Reason + context.LastError.Message)"),
    });
    assert.match((await call(gateway)).text, /^BackendConnectionFailure.*reaches no other/);
  });

  it("follows redirects only where it is told to", async () => {
    const server = await backend((req, res) =>
      req.url === "/x" ? res.writeHead(302, { Location: "/there" }).end() : res.end("arrived"),
    );
    const kept = await open({ backendUrl: server.origin, backend: FORWARD(`follow-redirects="false"`) });
    assert.equal((await call(kept)).status, 302);
    const followed = await open({ backendUrl: server.origin, backend: FORWARD(`follow-redirects="true"`) });
    assert.equal((await call(followed)).text, "arrived");
  });

  it("makes an error of a failing status only where it is told to", async () => {
    const server = await backend((_, res) => res.writeHead(503).end());
    const plain = await open({ backendUrl: server.origin, onError: REASON });
    assert.equal((await call(plain)).status, 503);
    const strict = await open({
      backendUrl: server.origin,
      backend: FORWARD(`fail-on-error-status-code="true"`),
      onError: REASON,
    });
    assert.equal((await call(strict)).text, "BackendErrorStatusCode");
  });

  it("sends the path below the API's, and the query", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: `${server.origin}/base/` });
    await call(gateway, "/api/a%20b/c?d=e");
    assert.equal(server.received[0]?.url, "/base/a%20b/c?d=e");
  });

  it("stands in the backend section only, alone, and takes one timeout", async () => {
    assert.match((await problemsOf({ inbound: FORWARD("") })).join(), /may not stand in <inbound>/);
    assert.match(
      (await problemsOf({ backend: `${FORWARD("")}${FORWARD("")}` })).join(),
      /<backend> takes one policy, and has 2/,
    );
    assert.match((await problemsOf({ backend: FORWARD(`timeout="1" timeout-ms="2"`) })).join(), /takes one of/);
  });
});
