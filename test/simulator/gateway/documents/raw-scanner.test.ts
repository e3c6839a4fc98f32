import assert from "node:assert/strict";
import { expressionEnd } from "../../../../simulator/gateway/documents/expression-end";
import { ScanError, scanRawPolicy } from "../../../../simulator/gateway/documents/raw-scanner";
import { parsePolicy } from "../../../../plan/policy-document";

function failure(text: string): string {
  try {
    scanRawPolicy(text);
    return "";
  } catch (error) {
    assert.ok(error instanceof ScanError);
    return `${error.line}: ${error.message}`;
  }
}

describe("the scanner of raw policies", () => {
  it("takes raw quotes, brackets and operators in an attribute's expression", () => {
    const root = scanRawPolicy(
      `<policies>\n<inbound>\n<choose><when condition="@(context.Request.Headers.GetValueOrDefault("A","") == ")" && 1 < 2)"><x /></when></choose>\n</inbound></policies>`,
    );
    const when = root.children[0]?.children[0]?.children[0];
    assert.equal(when?.attributes.condition, `@(context.Request.Headers.GetValueOrDefault("A","") == ")" && 1 < 2)`);
    assert.equal(when.line, 3);
    assert.equal(when.children[0]?.name, "x");
  });

  it("takes generics, comparisons and comments in an element's expression", () => {
    const code = `@{\n  // a "quote\n  var n = context.Variables.GetValueOrDefault<int>("n"); /* } */\n  return n < 2 && '}' != '"' ? $"{n:0}" : @"a""}";\n}`;
    assert.equal(scanRawPolicy(`<set-body>\n  ${code}\n</set-body>`).text, code);
  });

  it("decodes entities in an expression without raw markup, and leaves them in one with", () => {
    const of = (condition: string): string | undefined =>
      scanRawPolicy(`<a><b c="@("raw")" /><when condition="${condition}" /></a>`).children[1]?.attributes.condition;
    assert.equal(of("@(a == &quot;)&quot; &amp;&amp; b)"), `@(a == ")" && b)`);
    assert.equal(of(`@(a.Replace("&amp;", "&"))`), `@(a.Replace("&amp;", "&"))`);
  });

  it("decodes entities outside of expressions, and takes CDATA and comments", () => {
    const root = scanRawPolicy(
      `<?xml version="1.0"?><!-- c --><a b='&lt;&#65;&#x42;'>x<!-- <y> --><![CDATA[<z>]]></a>`,
    );
    assert.equal(root.attributes.b, "<AB");
    assert.equal(root.text, "x<z>");
  });

  it("reads well-formed documents as the parser of XML does", () => {
    const text = `<policies><!-- c --><inbound><a b="c &amp; d"/>\n<e>f &lt; <g/></e></inbound></policies>`;
    const parsed = parsePolicy(text);
    assert.ok(parsed.kind === "policy");
    assert.deepEqual(scanRawPolicy(text), JSON.parse(JSON.stringify(parsed.root)));
  });

  for (const [what, text, expected] of [
    ["an element that is never closed", "<a>\n<b>", /^2: <b> is never closed/],
    ["a wrong end tag", "<a>\n<b>\n</a>", /^3: <\/a> closes <b> of line 2/],
    ["an expression that never ends", `<a b="@(x" />`, /^1: the expression never ends/],
    ["text after an expression", `<a b="@("x") y" />`, /^1: the expression never ends|text stands after/],
    ["a value without quotes", "<a b=c />", /not in quotes/],
    ["an attribute without a value", "<a b />", /has no value/],
    ["two attributes of one name", `<a b="1" b="2" />`, /two attributes "b"/],
    ["no space between attributes", `<a b="1"c="2" />`, /white space is missing/],
    ["text after the document", "<a /> b", /after the end/],
    ["no element", "text", /no element/],
    ["a comment without an end", "<a><!-- ", /a comment never ends/],
    ["a raw < in a literal", `<a b="<" />`, /write &lt;/],
  ] as const) {
    it(`refuses ${what}, with its line`, () => {
      assert.match(failure(text), expected);
    });
  }
});

describe("the end of an expression", () => {
  for (const [text, length] of [
    [`@("(")`, 6],
    [`@(')')`, 6],
    [`@(@"\\")`, 7],
    [`@($"{a("}")}")`, 14],
    [`@($"{{")`, 8],
    [`@(a[0])`, 7],
    [`@{ return 1; }`, 14],
  ] as const) {
    it(`finds it in ${text}`, () => {
      assert.equal(expressionEnd(`${text} rest)`, 0), length);
    });
  }

  for (const text of [`@("a)`, `@(a]`, `@{ /* }`, `plain`]) {
    it(`finds none in ${text}`, () => {
      assert.equal(expressionEnd(text, 0), undefined);
    });
  }
});
