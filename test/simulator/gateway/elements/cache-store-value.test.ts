import assert from "node:assert/strict";
import { answerWith, call, clock, describeGateway, open, problemsOf } from "../fixture";

const LOOKUP = `<cache-lookup-value key="k" variable-name="v" />`;
const STORE = (value: string): string => `<cache-store-value key="k" value="${value}" duration="300" />`;

function choosing(store: string, shown: string): string {
  return `${LOOKUP}<choose><when condition="@(!context.Variables.ContainsKey(&quot;v&quot;))">${store}<return-response><set-body>miss</set-body></return-response></when></choose>${answerWith(shown)}`;
}

describeGateway("cache-store-value", () => {
  it("leaves the variable unset on a miss, and keeps a value for its duration", async () => {
    const gateway = await open({ inbound: choosing(STORE("kept"), `@((string)context.Variables["v"])`) });
    assert.equal((await call(gateway)).text, "miss");
    assert.equal((await call(gateway)).text, "kept");
    clock.ms += 299_000;
    assert.equal((await call(gateway)).text, "kept");
    clock.ms += 1_000;
    assert.equal((await call(gateway)).text, "miss");
  });

  it("keeps objects with their type", async () => {
    const gateway = await open({
      inbound: choosing(
        STORE(`@(new JObject(new JProperty(&quot;a&quot;, 1)))`),
        `@(((JObject)context.Variables["v"])["a"].ToString())`,
      ),
    });
    await call(gateway);
    assert.equal((await call(gateway)).text, "1");
  });

  it("forgets everything on reset", async () => {
    const gateway = await open({ inbound: choosing(STORE("kept"), "hit") });
    await call(gateway);
    gateway.gateway.reset();
    assert.equal((await call(gateway)).text, "miss");
  });

  it("needs a duration", async () => {
    assert.match(
      (await problemsOf({ inbound: `<cache-store-value key="k" value="v" />` })).join(),
      /"duration", which it needs/,
    );
  });
});
