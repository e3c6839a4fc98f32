import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("return-response", () => {
  it("answers 200 with nothing by default", async () => {
    const gateway = await open({ inbound: `<return-response />` });
    const answer = await call(gateway);
    assert.equal(answer.status, 200);
    assert.equal(answer.text, "");
    assert.equal(answer.headers.get("content-length"), "0");
  });

  it("answers with status, headers and body, and nothing of the backend's answer", async () => {
    const server = await backend((_, res) => res.setHeader("X-Server", "secret").end("secret"));
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `<return-response><set-status code="418" reason="Teapot" /><set-header name="A"><value>b</value></set-header><set-body>@(context.Response.StatusCode.ToString())</set-body></return-response>`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 418);
    assert.equal(answer.headers.get("a"), "b");
    assert.equal(answer.headers.get("x-server"), null);
    assert.equal(answer.text, "200");
  });

  it("starts from a response that send-request got", async () => {
    const party = await backend((_, res) => res.writeHead(202, { "X-Party": "p" }).end("party"));
    const gateway = await open({
      inbound: `<send-request response-variable-name="r"><set-url>${party.origin}</set-url></send-request><return-response response-variable-name="r"><set-status code="203" reason="x" /></return-response>`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 203);
    assert.equal(answer.headers.get("x-party"), "p");
    assert.equal(answer.text, "party");
  });

  it("ends on-error too", async () => {
    const gateway = await open({
      inbound: `<set-variable name="x" value="@(int.Parse(&quot;x&quot;))" />`,
      onError: `<return-response><set-status code="502" reason="x" /></return-response><trace source="t" severity="error"><message>after</message></trace>`,
    });
    assert.equal((await call(gateway)).status, 502);
    assert.deepEqual(gateway.traces, []);
  });

  it("takes set-status, set-header and set-body only", async () => {
    assert.match(
      (await problemsOf({ inbound: `<return-response><set-variable name="a" value="b" /></return-response>` })).join(),
      /<set-variable> may not stand in <return-response>/,
    );
  });
});
