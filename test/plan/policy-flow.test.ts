import assert from "node:assert/strict";
import { parsePolicy, type PolicyElement } from "../../plan/policy-document";
import { alwaysAnswers, alwaysPasses, type Step } from "../../plan/policy-flow";

function steps(xml: string): readonly Step[] {
  const document = parsePolicy(`<s>${xml}</s>`);
  assert.ok(document.kind === "policy");
  const step = (element: PolicyElement): Step => ({ ...element, origin: "", children: element.children.map(step) });
  return document.root.children.map(step);
}

const checks = (xml: string, decide?: Parameters<typeof alwaysPasses>[2]): boolean =>
  alwaysPasses(steps(xml), ({ name }) => name === "check", decide);

const ANSWER = "<return-response />";

describe("ways through a policy section", () => {
  it("all pass a step that stands outside of branches", () => {
    assert.ok(checks("<other /><check />"));
    assert.ok(!checks("<other />"));
  });

  it("do not all pass a step in one branch", () => {
    assert.ok(!checks('<choose><when condition="@(x)"><check /></when></choose>'));
    assert.ok(!checks('<choose><when condition="@(x)"><check /></when><otherwise /></choose>'));
    assert.ok(checks('<choose><when condition="@(x)"><check /></when><otherwise><check /></otherwise></choose>'));
  });

  it("need not pass it where they end in an answer", () => {
    assert.ok(checks(`<choose><when condition="@(x)">${ANSWER}</when></choose><check />`));
    assert.ok(checks(`<choose><when condition="@(x)"><check /></when><otherwise>${ANSWER}</otherwise></choose>`));
    assert.ok(checks(ANSWER));
    assert.ok(!checks(`<choose><when condition="@(x)">${ANSWER}</when></choose>`));
  });

  it("pass what stands in retry, wait and limit-concurrency", () => {
    for (const container of ["retry", "wait", "limit-concurrency"]) {
      assert.ok(checks(`<${container}><check /></${container}>`), container);
    }
  });

  it("do not run what follows an answer", () => {
    assert.ok(alwaysAnswers(steps(`${ANSWER}<check />`)));
    assert.ok(!alwaysAnswers(steps("<check />")));
  });

  it("follow conditions that can be decided", () => {
    const condition = '<choose><when condition="c"><check /></when></choose>';
    assert.ok(checks(condition, () => true));
    assert.ok(!checks(condition, () => false));
    assert.ok(!checks(condition, () => undefined));
    assert.ok(
      checks(condition, () => "throws"),
      "a request whose condition throws leaves for on-error",
    );
  });

  it("take the first branch that holds, and no later one", () => {
    const twice = '<choose><when condition="a" /><when condition="b"><check /></when></choose>';
    assert.ok(!checks(twice, () => true));
    assert.ok(checks(twice, (condition) => condition === "b"));
  });
});
