import fc from "fast-check";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { canonicalJson, NotCanonicalError, type Json } from "../../locks";
import { startExpressionHost } from "../../simulator/gateway/expressions";
import type { ExpressionHost, RequestState } from "../../simulator/gateway/expressions/types";

/** Values compared; the contract asks for at least so many. */
const values = 10_000;

/** Values in one expression: each costs a passage to the C# process. */
const batch = 500;

const expressions = path.resolve(__dirname, "../../apim-policies/expressions");

function snippet(name: string): string {
  return readFileSync(path.join(expressions, `${name}.cs`), "utf8");
}

/** Reads texts one a line (JSON of a JSON text), and writes the canonical form of each, or `-` where it has none. */
function expressionOver(tree: string): string {
  return `@{
    var out_ = new StringBuilder();
    foreach (var line in ((string)context.Variables["texts"]).Split('\\n')) {
        ${tree}
        ${snippet("canonical")}
        out_.Append(canonical == null ? "-" : canonical).Append("\\n");
    }
    return out_.ToString();
}`;
}

const byOurReader = expressionOver(`var jsonText = line;
        ${snippet("json-reader")}
        var canonicalOf = jsonValue;`);

const request: RequestState = {
  method: "POST",
  url: { scheme: "https", host: "gateway.example", port: 443, path: "/", query: "" },
  originalUrl: { scheme: "https", host: "gateway.example", port: 443, path: "/", query: "" },
  headers: [],
  ipAddress: "192.0.2.1",
  matchedParameters: {},
  body: undefined,
};

const place = { document: "test", line: 1, element: "set-variable/value" };

describe("the canonical form in C#", () => {
  let host: ExpressionHost;

  before(async () => {
    host = await startExpressionHost({ clock: { now: () => 0 }, timeoutMs: 20_000 });
    assert.deepEqual(await host.load([{ code: byOurReader, place }]), []);
  });

  after(() => host.close());

  async function inCsharp(texts: readonly string[]): Promise<string[]> {
    const context = host.open(request, { requestId: "00000000-0000-4000-8000-000000000000", timestampMs: 0 });
    try {
      context.setVariable("texts", texts.join("\n"));
      const { scalar } = await context.evaluate(byOurReader);
      assert(typeof scalar === "string");
      return scalar.split("\n").slice(0, -1);
    } finally {
      context.close();
    }
  }

  it(`is the same as in TypeScript for ${values} generated values`, async () => {
    const generated = fc.sample(json, { numRuns: values, seed: 20261120 });
    const refused = generated.filter((value) => here(value) === "-").length;
    assert(refused > values / 100 && refused < values / 2, `${refused} of them have no canonical form`);
    for (let first = 0; first < values; first += batch) {
      const some = generated.slice(first, first + batch);
      const texts = some.map((value) => JSON.stringify(value));
      assert.deepEqual(await inCsharp(texts), some.map(here));
    }
  });

  it("is the same whatever way a text writes the value", async () => {
    const texts = [
      '{"b":1,"a":{"y":[],"x":{}}}',
      '{ "b" : 1.0 , "a" : { "y" : [ ] , "x" : { } } }',
      '{"\\u0062":1e0,"\\u0061":{"y":[],"x":{}}}',
      '"\\u00e9\\ud83d\\ude00\\/\\u2028"',
      "-0",
      "-0.0",
      "100e-2",
      "9007199254740991",
      "-9007199254740991",
      "9.007199254740991e15",
    ];
    assert.deepEqual(
      await inCsharp(texts),
      texts.map((text) => here(JSON.parse(text) as Json)),
    );
  });

  it("refuses what TypeScript refuses: fractions and numbers beyond 2^53 - 1", async () => {
    const texts = [
      "0.5",
      "1e-7",
      "9007199254740992",
      "9007199254740993",
      "-9007199254740992",
      "1e300",
      "123456789012345678901234567890",
    ];
    assert.deepEqual(
      await inCsharp(texts),
      texts.map(() => "-"),
    );
    assert.deepEqual(
      texts.map((text) => here(JSON.parse(text) as Json)),
      texts.map(() => "-"),
    );
  });

  it("does not take a string that looks like a date for a date", async () => {
    const texts = ['["2026-11-20T10:00:00Z","/Date(0)/"]'];
    assert.deepEqual(await inCsharp(texts), texts);
  });

  it("refuses half of a surrogate pair, dates and bytes in a tree of any making", async () => {
    const trees = [
      'new JArray(new JValue("a\\ud800"))',
      'new JArray(new JValue("\\udc00b"))',
      'new JArray(new JValue("\\ud800\\ud800\\udc00"))',
      "new JArray(new JValue(DateTime.UtcNow))",
      "new JArray(new JValue(new byte[] { 1 }))",
      "new JArray(new JValue(Double.NaN))",
      "new JArray(new JValue(Double.PositiveInfinity))",
      "(JToken)null",
    ];
    const sources = trees.map(
      (tree) => `@{ JToken canonicalOf = ${tree}; ${snippet("canonical")} return canonical ?? "-"; }`,
    );
    assert.deepEqual(await host.load(sources.map((code) => ({ code, place }))), []);
    const context = host.open(request, { requestId: "00000000-0000-4000-8000-000000000001", timestampMs: 0 });
    for (const code of sources) {
      assert.equal((await context.evaluate(code)).scalar, "-", code.slice(0, 60));
    }
    context.close();
  });
});

function here(value: Json): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    assert(error instanceof NotCanonicalError);
    return "-";
  }
}

/** Characters at which writers of JSON differ: escapes, ends of lines, order by UTF-16 against order by code point. */
const hazards = fc.constantFrom(
  ...[
    '"',
    "\\",
    "/",
    "\b",
    "\t",
    "\n",
    "\v",
    "\f",
    "\r",
    "\0",
    "\u0001",
    "\u001f",
    "\u007f",
    "\u0080",
    "\u00e9",
    "e\u0301",
  ],
  ...[
    "\u2028",
    "\u2029",
    "\ud7ff",
    "\ue000",
    "\ufb33",
    "\ufeff",
    "\uffff",
    "\u{1f600}",
    "\u{10ffff}",
    "<",
    "&",
    "'",
    "{{",
    "]]>",
  ],
  ...["__proto__", "constructor", "2026-11-20T10:00:00Z", "1", "10", "2", ""],
);

const text = fc.oneof(
  fc.array(hazards, { maxLength: 6 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -(2 ** 53) + 1),
  { weight: 1, arbitrary: fc.constantFrom(2 ** 53, 2 ** 63, 2 ** 64, 1e21, 1e300, 0.1, -1.5, 5e-324) },
);

const { json } = fc.letrec<{ json: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 3, arbitrary: number },
    { weight: 2, arbitrary: fc.constantFrom<Json>(null, true, false, [], {}) },
  ),
  json: fc.oneof(
    { maxDepth: 4, depthIdentifier: "json" },
    tie("leaf"),
    fc.array(tie("json"), { maxLength: 5, depthIdentifier: "json" }),
    fc.dictionary(text, tie("json"), { maxKeys: 6, depthIdentifier: "json" }),
  ),
}));
