import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("set-variable", () => {
  it("keeps a literal as a string, and an expression's value with its type", async () => {
    const gateway = await open({
      inbound: `<set-variable name="a" value="1" /><set-variable name="b" value="@(1)" /><set-variable name="c" value="@(new JObject(new JProperty(&quot;d&quot;, 2)))" />${answerWith(`@((string)context.Variables["a"] + ((int)context.Variables["b"] + (int)((JObject)context.Variables["c"])["d"]).ToString())`)}`,
    });
    assert.equal((await call(gateway)).text, "13");
  });

  it("needs a name and a value", async () => {
    assert.match((await problemsOf({ inbound: `<set-variable value="a" />` })).join(), /"name", which it needs/);
    assert.match((await problemsOf({ inbound: `<set-variable name="a" />` })).join(), /"value", which it needs/);
  });
});
