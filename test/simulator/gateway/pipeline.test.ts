import assert from "node:assert/strict";
import { answerWith, backend, call, describeGateway, open, planned } from "./fixture";

const mark = (text: string): string =>
  `<set-header name="Trail" exists-action="append"><value>${text}</value></set-header>`;
const document = (inbound: string, rest = ""): string =>
  `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend><outbound />${rest === "" ? "<on-error />" : rest}</policies>`;

describeGateway("the pipeline's order", () => {
  it("runs the scopes from outside in, each at its <base />", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      global: document(mark("global")),
      product: `<policies><inbound><base />${mark("product")}</inbound><backend><base /></backend><outbound /><on-error /></policies>`,
      inbound: `<base />${mark("api")}`,
      operation: `<policies><inbound>${mark("operation-before")}<base />${mark("operation")}</inbound><backend><base /></backend><outbound /><on-error /></policies>`,
    });
    await call(gateway);
    const trail = server.received[0]?.rawHeaders.filter((_, at, all) => all[at - 1] === "Trail");
    assert.deepEqual(trail, ["operation-before", "global", "product", "api", "operation"]);
  });

  it("drops the outer scopes where <base /> is missing", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      global: document(mark("global")),
      inbound: mark("api"),
      backend: "<forward-request />",
    });
    await call(gateway);
    assert.equal(server.received[0]?.headers.trail, "api");
  });

  it("forwards nothing where no scope has a backend policy", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      global: `<policies><inbound /><backend /><outbound /><on-error /></policies>`,
    });
    assert.equal((await call(gateway)).status, 200);
    assert.equal(server.received.length, 0);
  });

  it("ends the whole pipeline with an answer in inbound: no backend, no outbound", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><return-response><set-status code="403" reason="No" /></return-response>${mark("after")}`,
      outbound: `<base /><set-header name="Outbound"><value>ran</value></set-header>`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get("outbound"), null);
    assert.equal(server.received.length, 0);
  });

  it("goes to on-error with everything LastError says, and skips the rest", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><choose><when condition="true"><set-variable id="mine" name="x" value="@(int.Parse(&quot;x&quot;))" /></when></choose>`,
      outbound: `<base /><set-header name="Outbound"><value>ran</value></set-header>`,
      onError: answerWith(
        `@(string.Join("|", new [] { context.LastError.Source, context.LastError.Reason, context.LastError.Scope, context.LastError.Section, context.LastError.Path, context.LastError.PolicyId }))`,
      ),
    });
    const answer = await call(gateway);
    assert.equal(
      answer.text,
      "set-variable|ExpressionValueEvaluationFailure|api|inbound|choose[1]/when[1]/set-variable[1]|mine",
    );
    assert.equal(answer.headers.get("outbound"), null);
    assert.equal(server.received.length, 0);
  });

  it("answers an error by itself with a general text where on-error sets nothing", async () => {
    const gateway = await open({
      inbound: `<set-variable name="x" value="@(int.Parse(&quot;secret&quot;))" />`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 500);
    assert.deepEqual(JSON.parse(answer.text), { statusCode: 500, message: "Internal server error" });
  });

  it("lets nothing of either error out where on-error fails itself", async () => {
    const gateway = await open({
      inbound: `<set-variable name="x" value="@(int.Parse(&quot;secret&quot;))" />`,
      onError: `<set-variable name="y" value="@(int.Parse(&quot;secret&quot;))" />`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 500);
    assert.equal(answer.text, "");
  });

  it("runs the global on-error alone where no operation matches", async () => {
    const gateway = await open({
      global: document(
        "",
        `<on-error><trace source="global" severity="error"><message>@(context.LastError.Reason)</message></trace></on-error>`,
      ),
      onError: `<trace source="api" severity="error"><message>api</message></trace>`,
    });
    assert.equal((await call(gateway, "/elsewhere")).status, 404);
    assert.equal((await call(gateway, "/api/x", { method: "PUT" })).status, 404);
    assert.deepEqual(
      gateway.traces.map((trace) => [trace.source, trace.message]),
      [
        ["global", "OperationNotFound"],
        ["global", "OperationNotFound"],
      ],
    );
  });

  it("forwards by Azure's own policy where no global one is planned", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin });
    assert.equal((await call(gateway)).text, '{"ok":true}');
  });

  it("refuses a request without a key to an API that needs a subscription", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, apiInputs: { subscriptionRequired: true } });
    assert.equal((await call(gateway)).status, 401);
    assert.equal(server.received.length, 0);
  });

  it("leaves out the policy of a product that needs a subscription", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      more: [
        planned("Product", "closed", { productId: "closed", subscriptionRequired: true }),
        planned("ProductApi", "closed", { productId: "closed", apiId: "api" }),
        planned("ProductPolicy", "closed", {
          productId: "closed",
          format: "xml",
          value: `<policies><inbound>${mark("product")}<base /></inbound></policies>`,
        }),
      ],
    });
    await call(gateway);
    assert.equal(server.received.length, 1);
    assert.equal(server.received[0]?.headers.trail, undefined);
  });

  it("keeps variables, and a type mismatch is an error", async () => {
    const gateway = await open({
      inbound: `<set-variable name="n" value="text" /><set-variable name="m" value="@(context.Variables.GetValueOrDefault&lt;int&gt;(&quot;n&quot;, 1))" />`,
      onError: answerWith(`@(context.LastError.Reason)`),
    });
    assert.equal((await call(gateway)).text, "ExpressionValueEvaluationFailure");
  });
});
