import assert from "node:assert/strict";
import { answerWith, backend, call, clock, describeGateway, open, problemsOf } from "../fixture";

const LIMIT = (attributes: string): string => `<rate-limit-by-key ${attributes} />${answerWith("served")}`;
const KEY = `counter-key="@(context.Request.Headers.GetValueOrDefault(&quot;K&quot;, &quot;&quot;))"`;

describeGateway("rate-limit-by-key", () => {
  it("lets so many through within a sliding window, and says when to come again", async () => {
    const gateway = await open({
      inbound: LIMIT(`calls="2" renewal-period="60" ${KEY}`),
      onError: `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`,
    });
    assert.equal((await call(gateway)).status, 200);
    clock.ms += 30_000;
    assert.equal((await call(gateway)).status, 200);
    const refused = await call(gateway);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("retry-after"), "30");
    assert.equal(refused.headers.get("reason"), "RateLimitExceeded");
    clock.ms += 30_000;
    assert.equal((await call(gateway)).status, 200);
    assert.equal((await call(gateway)).status, 429);
  });

  it("counts each key by itself, and forgets all on reset", async () => {
    const gateway = await open({ inbound: LIMIT(`calls="1" renewal-period="60" ${KEY}`) });
    assert.equal((await call(gateway, "/api/x", { headers: { K: "a" } })).status, 200);
    assert.equal((await call(gateway, "/api/x", { headers: { K: "b" } })).status, 200);
    assert.equal((await call(gateway, "/api/x", { headers: { K: "a" } })).status, 429);
    gateway.gateway.reset();
    assert.equal((await call(gateway, "/api/x", { headers: { K: "a" } })).status, 200);
  });

  it("counts only what meets increment-condition, after the answer", async () => {
    const gateway = await open({
      inbound: LIMIT(
        `calls="1" renewal-period="60" counter-key="k" increment-condition="@(context.Request.Headers.ContainsKey(&quot;Count&quot;))"`,
      ),
    });
    assert.equal((await call(gateway)).status, 200);
    assert.equal((await call(gateway, "/api/x", { headers: { Count: "1" } })).status, 200);
    assert.equal((await call(gateway)).status, 429);
  });

  it("decides about counting when the answer is there, so that a refusal comes a call late", async () => {
    const server = await backend((_, res) => res.writeHead(404).end());
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><rate-limit-by-key calls="1" renewal-period="60" counter-key="k" increment-condition="@(context.Response.StatusCode == 404)" />`,
    });
    assert.equal((await call(gateway)).status, 404);
    assert.equal((await call(gateway)).status, 429);
  });

  it("tells what is left in headers and variables", async () => {
    const gateway = await open({
      inbound: `<rate-limit-by-key calls="5" renewal-period="60" counter-key="k" remaining-calls-header-name="Left" total-calls-header-name="Total" remaining-calls-variable-name="left" retry-after-variable-name="wait" />${answerWith(`@(context.Variables["left"].ToString())`)}`,
    });
    const answer = await call(gateway);
    assert.equal(answer.headers.get("left"), "4");
    assert.equal(answer.headers.get("total"), "5");
    assert.equal(answer.text, "4");
  });

  it("takes periods of up to 300 seconds, and needs a key", async () => {
    assert.match(
      (await problemsOf({ inbound: LIMIT(`calls="1" renewal-period="301" counter-key="k"`) })).join(),
      /from 1 to 300/,
    );
    assert.match(
      (await problemsOf({ inbound: LIMIT(`calls="1" renewal-period="60"`) })).join(),
      /"counter-key", which it needs/,
    );
  });
});
