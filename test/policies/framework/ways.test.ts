import assert from "node:assert/strict";
import { parsePolicy, type PolicyElement } from "../../../plan/policy-document";
import type { Step } from "../../../plan/policy-flow";
import { endsOf, type Assumed } from "../../../policies/framework/ways";

function asStep(element: PolicyElement): Step {
  return { ...element, origin: "", children: element.children.map(asStep) };
}

function steps(xml: string): readonly Step[] {
  const document = parsePolicy(`<inbound>${xml}</inbound>`);
  assert.ok(document.kind === "policy");
  return document.root.children.map(asStep);
}

/** Variables read in attributes, with the quotes that XML wants. */
const quoted = (text: string): string => text.replaceAll("'", "&quot;");
const DECIDES = quoted(`<set-variable name="found" value="@(context.Request.Body)" />
  <set-variable name="refusal" value="@((JObject)((JObject)context.Variables['found'])['refusal'])" />`);
const DENIES = quoted(
  `<choose><when condition="@(((JObject)context.Variables['refusal']).Count &gt; 0)"><return-response /></when></choose>`,
);

const isFound = (step: Step): boolean => step.attributes.name === "found";
const after = (xml: string, assumed: Assumed = {}): boolean => endsOf(steps(xml), isFound, assumed).after;

describe("the ways through a section", () => {
  it("end where a refusal is handed on by its name and acted upon", () => {
    assert.equal(after(DECIDES + DENIES, { refusing: isFound }), false);
  });

  it("go on where nobody acts upon it, or where it is cleared before", () => {
    assert.equal(after(DECIDES, { refusing: isFound }), true);
    const cleared = '<set-variable name="refusal" value="@(new JObject())" />';
    assert.equal(after(DECIDES + cleared + DENIES, { refusing: isFound }), true);
  });

  it("go on where another member of what refused is taken for it", () => {
    const other = DECIDES.replace("&quot;refusal&quot;]", "&quot;message&quot;]");
    assert.equal(after(other + DENIES, { refusing: isFound }), true);
  });

  it("are both taken where a choice cannot be decided", () => {
    const xml =
      '<choose><when condition="@(context.Request.Certificate == null)"><set-variable name="found" value="1" /></when></choose>';
    assert.deepEqual(endsOf(steps(xml), isFound, {}), { after: true, without: true, reached: true });
  });

  it("follow what is assumed of variables and of the gateway's own calls", () => {
    const xml = quoted(`<send-request response-variable-name="answer" />
      <choose><when condition="@(((IResponse)context.Variables['answer']).StatusCode != 200)"><return-response /></when></choose>
      <set-variable name="found" value="1" />`);
    assert.equal(after(xml, { answer: () => ({ StatusCode: 200 }) }), true);
    assert.equal(after(xml, { answer: () => ({ StatusCode: 429 }) }), false);
    assert.equal(after(xml, { answer: () => null }), false);
  });

  it("count as reaching the end where there are more than are followed", () => {
    const many = Array.from(
      { length: 14 },
      (
        _,
        index,
      ) => `<choose><when condition="@(context.Request.Certificate == null)"><set-variable name="v${index}" value="1" /></when></choose>
        <choose><when condition="@(context.Variables[&quot;v${index}&quot;] == &quot;2&quot;)"><trace /></when></choose>`,
    ).join("");
    assert.equal(after(`${many}<return-response />`), true);
  });
});
