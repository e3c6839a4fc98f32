import assert from "node:assert/strict";
import { answerWith, backend, call, describeGateway, open, problemsOf } from "../fixture";

const SEND = (url: string, attributes = "", inner = ""): string =>
  `<send-request response-variable-name="r" ${attributes}><set-url>${url}</set-url>${inner}</send-request>`;
const SHOWN = answerWith(
  `@(context.Variables.GetValueOrDefault<IResponse>("r", null) == null ? "null" : ((IResponse)context.Variables["r"]).StatusCode + " " + ((IResponse)context.Variables["r"]).Body.As<string>())`,
);

describeGateway("send-request", () => {
  it("keeps the answer as a variable", async () => {
    const party = await backend((_, res) => res.writeHead(201).end("yes"));
    const gateway = await open({
      inbound: `${SEND(party.origin, `mode="new" timeout="5"`, `<set-method>PUT</set-method><set-header name="A"><value>b</value></set-header><set-body>@("x" + "y")</set-body>`)}${SHOWN}`,
    });
    assert.equal((await call(gateway)).text, "201 yes");
    assert.equal(party.received[0]?.method, "PUT");
    assert.equal(party.received[0].headers.a, "b");
    assert.equal(party.received[0].body, "xy");
    assert.equal(party.received[0].headers["user-agent"], undefined);
  });

  it("copies the request with mode=copy", async () => {
    const party = await backend();
    const gateway = await open({ inbound: `${SEND(party.origin, `mode="copy"`)}${SHOWN}` });
    await call(gateway, "/api/x", { body: "copied", headers: { A: "b" } });
    assert.equal(party.received[0]?.body, "copied");
    assert.equal(party.received[0].headers.a, "b");
  });

  for (const [what, url] of [
    ["nothing listens", "http://127.0.0.1:1"],
    ["the address is another machine's", "http://192.0.2.1/"],
    ["the address is none", "nonsense"],
  ] as const) {
    it(`leaves null with ignore-error where ${what}, and fails without`, async () => {
      const ignored = await open({ inbound: `${SEND(url, `ignore-error="true"`)}${SHOWN}` });
      assert.equal((await call(ignored)).text, "null");
      const failing = await open({
        inbound: `${SEND(url)}${SHOWN}`,
        onError: answerWith("@(context.LastError.Reason)"),
      });
      assert.equal((await call(failing)).text, "BackendConnectionFailure");
    });
  }

  it("leaves null where no answer comes in time, also when it does not end in time", async () => {
    const silent = await backend(() => undefined);
    const endless = await backend((_, res) => res.write("part"));
    for (const party of [silent, endless]) {
      const gateway = await open({ inbound: `${SEND(party.origin, `timeout="1" ignore-error="true"`)}${SHOWN}` });
      assert.equal((await call(gateway)).text, "null");
    }
  });

  it("does not hide a fault of our own expression behind ignore-error", async () => {
    const gateway = await open({
      inbound: `${SEND(`@(int.Parse("x").ToString())`, `ignore-error="true"`)}${SHOWN}`,
      onError: answerWith("@(context.LastError.Reason)"),
    });
    assert.equal((await call(gateway)).text, "ExpressionValueEvaluationFailure");
  });

  it("takes a managed identity's token", async () => {
    const party = await backend();
    const gateway = await open({
      inbound: `${SEND(party.origin, "", `<authentication-managed-identity resource="https://r" client-id="c" />`)}${SHOWN}`,
    });
    await call(gateway);
    assert.equal(party.received[0]?.headers.authorization, "Bearer token-for-https://r");
    assert.deepEqual(gateway.identityRequests, ["c https://r"]);
  });

  it("needs an address with mode=new, and a variable", async () => {
    assert.match(
      (await problemsOf({ inbound: `<send-request><set-method>GET</set-method></send-request>` })).join(),
      /"response-variable-name", which it needs/,
    );
    assert.match(
      (
        await problemsOf({
          inbound: `<send-request response-variable-name="r"><set-method>GET</set-method></send-request>`,
        })
      ).join(),
      /has no <set-url>/,
    );
  });
});
