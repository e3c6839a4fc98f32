import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

const CHOOSE = (...conditions: string[]): string =>
  `<choose>${conditions.map((condition, at) => `<when condition="${condition}">${answerWith(`when ${at}`)}</when>`).join("")}<otherwise>${answerWith("otherwise")}</otherwise></choose>`;

describeGateway("choose", () => {
  it("takes the first branch whose condition holds, and no other", async () => {
    assert.equal((await call(await open({ inbound: CHOOSE("@(false)", "@(true)", "@(true)") }))).text, "when 1");
    assert.equal((await call(await open({ inbound: CHOOSE("@(false)", "false") }))).text, "otherwise");
  });

  it("goes on where none holds and there is no otherwise", async () => {
    const gateway = await open({
      inbound: `<choose><when condition="@(false)">${answerWith("when")}</when></choose>${answerWith("after")}`,
    });
    assert.equal((await call(gateway)).text, "after");
  });

  it("is an error where a condition is no Boolean", async () => {
    const gateway = await open({
      inbound: CHOOSE("@(&quot;true&quot;)"),
      onError: answerWith("@(context.LastError.Reason)"),
    });
    assert.equal((await call(gateway)).text, "ExpressionValueEvaluationFailure");
  });

  for (const [what, text, problem] of [
    ["no when", `<choose><otherwise /></choose>`, /has no <when>/],
    ["no condition", `<choose><when /></choose>`, /"condition", which it needs/],
    ["a condition that is neither true nor false", `<choose><when condition="yes" /></choose>`, /it takes true, false/],
    [
      "a policy of its own",
      `<choose><when condition="true" /><return-response /></choose>`,
      /may not stand in <choose>/,
    ],
    ["otherwise before a when", `<choose><otherwise /><when condition="true" /></choose>`, /after every <when>/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      assert.match((await problemsOf({ inbound: text })).join(), problem);
    });
  }
});
