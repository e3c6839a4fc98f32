import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open } from "../fixture";

describeGateway("cache-remove-value", () => {
  it("forgets the value of its key, and no other", async () => {
    const store = (key: string): string => `<cache-store-value key="${key}" value="kept" duration="60" />`;
    const lookup = (key: string): string => `<cache-lookup-value key="${key}" variable-name="${key}" />`;
    const gateway = await open({
      inbound: `${store("a")}${store("b")}<cache-remove-value key="a" />${lookup("a")}${lookup("b")}${answerWith(`@(context.Variables.ContainsKey("a").ToString() + context.Variables.ContainsKey("b"))`)}`,
    });
    assert.equal((await call(gateway)).text, "FalseTrue");
  });
});
