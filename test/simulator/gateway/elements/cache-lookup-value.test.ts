import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("cache-lookup-value", () => {
  const shown = answerWith(`@(context.Variables.ContainsKey("v") ? context.Variables["v"].ToString() : "unset")`);

  it("leaves the variable unset on a miss", async () => {
    const gateway = await open({ inbound: `<cache-lookup-value key="k" variable-name="v" />${shown}` });
    assert.equal((await call(gateway)).text, "unset");
  });

  it("takes the default value on a miss", async () => {
    const gateway = await open({
      inbound: `<cache-lookup-value key="k" variable-name="v" default-value="@(1 + 1)" />${shown}`,
    });
    assert.equal((await call(gateway)).text, "2");
  });

  it("takes an expression for its key, and none for its variable", async () => {
    const gateway = await open({
      inbound: `<cache-store-value key="POST" value="kept" duration="1" /><cache-lookup-value key="@(context.Request.Method)" variable-name="v" />${shown}`,
    });
    assert.equal((await call(gateway)).text, "kept");
    assert.match(
      (await problemsOf({ inbound: `<cache-lookup-value key="k" variable-name="@(&quot;v&quot;)" />` })).join(),
      /"variable-name" of <cache-lookup-value> takes no expression/,
    );
  });
});
