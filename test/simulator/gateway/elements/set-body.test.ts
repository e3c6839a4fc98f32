import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("set-body", () => {
  it("replaces the request's body, and its length", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><set-body>@("[" + context.Request.Body.As&lt;string&gt;() + "]")</set-body>`,
    });
    await call(gateway, "/api/x", { body: "h\u00e9" });
    assert.equal(server.received[0]?.body, "[h\u00e9]");
    assert.equal(server.received[0].headers["content-length"], "5");
  });

  it("replaces the answer's body, of an expression that reads it", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `<set-body>@(context.Response.Body.As&lt;JObject&gt;()["ok"].ToString())</set-body>`,
    });
    const answer = await call(gateway);
    assert.equal(answer.text, "True");
    assert.equal(answer.headers.get("content-length"), "4");
  });

  it("takes bytes as they are", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><set-body>@(new byte[] { 0x41, 0x42 })</set-body>`,
    });
    await call(gateway);
    assert.equal(server.received[0]?.body, "AB");
  });

  it("throws where the expression reads a body that is not there", async () => {
    const gateway = await open({ inbound: `<set-body>@(context.Request.Body.As&lt;string&gt;())</set-body>` });
    assert.equal((await call(gateway, "/api/x", { method: "GET" })).status, 500);
  });

  it("refuses liquid templates, and on-error", async () => {
    assert.match(
      (await problemsOf({ inbound: `<set-body template="liquid">x</set-body>` })).join(),
      /liquid templates are not simulated/,
    );
    assert.match((await problemsOf({ onError: `<set-body>x</set-body>` })).join(), /may not stand in <on-error>/);
  });
});
