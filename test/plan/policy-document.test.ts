import assert from "node:assert/strict";
import { child, descendants, isExpression, parsePolicy } from "../../plan/policy-document";

describe("policy documents", () => {
  it("are trees with attributes, text and lines", () => {
    const document = parsePolicy(
      '<policies>\n  <inbound>\n    <set-header name="A">\n      <value> x </value></set-header></inbound></policies>',
    );
    assert.ok(document.kind === "policy");
    const header = [...descendants(document.root)].find(({ name }) => name === "set-header");
    assert.equal(header?.attributes.name, "A");
    assert.equal(header.line, 3);
    assert.equal(child(header, "value")?.text, "x");
    assert.equal(child(header, "value")?.line, 4);
  });

  it("read CDATA and entities as text", () => {
    const document = parsePolicy("<a><![CDATA[@(1 < 2)]]> &amp; more</a>");
    assert.ok(document.kind === "policy");
    assert.equal(document.root.text, "@(1 < 2) & more");
  });

  it("that are not XML say where", () => {
    const document = parsePolicy('<policies>\n<when condition="@(a["b"])" /></policies>');
    assert.ok(document.kind === "malformed");
    assert.equal(document.line, 2);
    assert.notEqual(document.problem, "");
  });

  it("know an expression from a text", () => {
    assert.ok(isExpression("@(1)") && isExpression(" @{ return 1; }"));
    assert.ok(!isExpression("{{name}}") && !isExpression("a@(b)"));
  });
});
