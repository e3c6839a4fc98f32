import assert from "node:assert/strict";
import { rewritePattern } from "../../../locks/schema/pattern";
import { startExpressionHost } from "../../../simulator/gateway/expressions";
import type { RequestState } from "../../../simulator/gateway/expressions/types";
import { patterns } from "./schemas";

const texts = [
  ...[
    "",
    "a",
    "b",
    "ab",
    "aab",
    "ba",
    "-",
    "a-b",
    "a-",
    "12",
    "1",
    "٣",
    "é",
    "éb",
    "A",
    "_",
    "a\n",
    "\n",
    "a\r",
    "\u2028",
    "a\u2028",
  ],
  ...[
    "\u{1f600}",
    "\u{1f600}a",
    "a\u{1f600}",
    "\u{1f600}\u{1f600}",
    "a b",
    "\u00a0",
    "\ufeff",
    "\u180e",
    "\u0085",
    "/",
    ".",
    "/.",
    "ſ",
    "K",
  ],
];

function rewritten(source: string): string {
  const result = rewritePattern(source);
  assert("pattern" in result, `${source}: ${JSON.stringify(result)}`);
  return result.pattern;
}

describe("a rewritten pattern", () => {
  it("means without flags what the schema's means with the flag u", () => {
    for (const source of patterns) {
      for (const text of texts) {
        const expected = new RegExp(source, "u").test(text);
        assert.equal(new RegExp(rewritten(source)).test(text), expected, `${source} on ${JSON.stringify(text)}`);
      }
    }
  });

  it("means the same to .NET", async () => {
    const host = await startExpressionHost({ clock: { now: () => 0 }, timeoutMs: 20_000 });
    try {
      const code = `@{
        var pairs = (string)context.Variables["pairs"];
        var found = new StringBuilder();
        foreach (var pair in JArray.Parse(pairs)) {
            found.Append(Regex.IsMatch((string)pair[1], (string)pair[0]) ? "1" : "0");
        }
        return found.ToString();
      }`;
      const place = { document: "test", line: 1, element: "set-variable/value" };
      assert.deepEqual(await host.load([{ code, place }]), []);
      const pairs = patterns.flatMap((source) => texts.map((text) => ({ source, text })));
      const url = { scheme: "https", host: "gateway.example", port: 443, path: "/", query: "" };
      const request: RequestState = {
        method: "POST",
        url,
        originalUrl: url,
        headers: [],
        ipAddress: "192.0.2.1",
        matchedParameters: {},
        body: undefined,
      };
      const context = host.open(request, { requestId: "00000000-0000-4000-8000-000000000000", timestampMs: 0 });
      context.setVariable("pairs", JSON.stringify(pairs.map(({ source, text }) => [rewritten(source), text])));
      const { scalar } = await context.evaluate(code);
      context.close();
      assert(typeof scalar === "string");
      const differing = pairs.filter(
        ({ source, text }, index) => (scalar[index] === "1") !== new RegExp(source, "u").test(text),
      );
      assert.deepEqual(differing, []);
    } finally {
      await host.close();
    }
  });

  for (const [source, why] of [
    ["(", /no regular expression/u],
    ["\\-", /no regular expression/u],
    ["(a)\\1", /reference back/u],
    ["(?<x>a)\\k<x>", /reference back/u],
    ["\\p{L}", /other characters in \.NET/u],
    ["[]", /empty set/u],
    ["[^]", /empty set/u],
    ["[^\\D]", /inside a set/u],
    ["[\\u{1f600}]", /beyond U\+FFFF/u],
    ["\\ud800", /half of a surrogate/u],
    ["\\cA", /not understood everywhere/u],
  ] as const) {
    it(`is not made of ${source}`, () => {
      const result = rewritePattern(source);
      assert("problem" in result);
      assert.match(result.problem, why);
    });
  }
});
