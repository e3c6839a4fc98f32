import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, THROWS, UNDETERMINED, type Givens, type Value } from "../../../plan/expression/evaluate";

const api: Givens = { context: { Api: { Id: "trails" }, Request: { Method: "POST" } } };
const noAnswer: Givens = { variables: { r: null } };
const failed: Givens = { variables: { r: { StatusCode: 500 } } };
const good: Givens = { variables: { r: { StatusCode: 200 } } };

describe("conditions of policies", () => {
  const cases: readonly (readonly [string, Givens, Value])[] = [
    ['@(context.Api.Id == "trails")', api, true],
    ['@(context.Api.Id != "trails")', api, false],
    ["@(!\"a trails\".Split(' ').Contains(context.Api.Id))", api, false],
    ["@(!\"a b\".Split(' ').Contains(context.Api.Id))", api, true],
    ['@(!(new [] { "a", "b" }).Contains(context.Api?.Id))', api, true],
    ['@(new string[] { "trails" }.Contains(context.Api.Id))', api, true],
    [
      '@((bool)((JObject)context.Variables["approved"])["sessions"])',
      { variables: { approved: { sessions: true } } },
      true,
    ],
    [
      '@((bool)((JObject)context.Variables["approved"])["other"])',
      { variables: { approved: { sessions: true } } },
      UNDETERMINED,
    ],
    ['@((string)((JObject)context.Variables["approved"])["x"])', { variables: { approved: null } }, THROWS],
    ['@(((JArray)context.Variables["chunks"]).Count > 1)', { variables: { chunks: ["a", "b"] } }, true],
    ['@(context.Request.Method == "POST" && context.User.Id == "x")', api, UNDETERMINED],
    ['@(context.Request.Method == "GET" && context.User.Id == "x")', api, false],
    ['@(context.Request.Method == "POST" || context.User.Id == "x")', api, true],
    ['@(context.Api.Id == "trails" ? false : true)', api, false],
    ['@(context.Variables["r"] == null)', noAnswer, true],
    ['@(((IResponse)context.Variables["r"]).StatusCode != 200)', noAnswer, THROWS],
    ['@(((IResponse)context.Variables["r"])?.StatusCode != 200)', noAnswer, true],
    ['@(context.Variables.GetValueOrDefault<IResponse>("r", null) == null)', noAnswer, true],
    [
      '@(context.Variables.GetValueOrDefault<IResponse>("r") == null || ((IResponse)context.Variables["r"]).StatusCode != 200)',
      failed,
      true,
    ],
    [
      '@(context.Variables.GetValueOrDefault<IResponse>("r") == null || ((IResponse)context.Variables["r"]).StatusCode != 200)',
      good,
      false,
    ],
    ['@(((IResponse)context.Variables["r"]).StatusCode >= 500)', failed, true],
    ['@(((IResponse)context.Variables["r"])?.StatusCode >= 500)', noAnswer, false],
    [
      '@{ var r = (IResponse)context.Variables["r"]; if (r == null) { return true; } return r.StatusCode != 200; }',
      noAnswer,
      true,
    ],
    [
      '@{ var r = (IResponse)context.Variables["r"]; if (r == null) { return true; } return r.StatusCode != 200; }',
      good,
      false,
    ],
    ['@{ string a = "x"; if (a == "y") return true; else return false; }', {}, false],
    ['@(context.Variables["other"] == null)', noAnswer, UNDETERMINED],
    ["@(true)", {}, true],
    ["true", {}, UNDETERMINED],
    ["@(", {}, UNDETERMINED],
    ["@{ for (;;) { } }", {}, UNDETERMINED],
    ['@($"{x}" == "y")', {}, UNDETERMINED],
    ['@(@"a""b" == "a\\"b")', {}, true],
    ["@(1 < 2)", {}, true],
    ["@(/* a */ 2 == 2 // b\n)", {}, true],
  ];
  for (const [source, givens, value] of cases) {
    it(`${source} with ${JSON.stringify(givens)} is ${typeof value === "symbol" ? value.toString() : JSON.stringify(value)}`, () => {
      assert.equal(evaluate(source, givens), value);
    });
  }

  it("never make the judge throw, whatever they are", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, isBlock) => {
        evaluate(isBlock ? `@{${text}}` : `@(${text})`, api);
      }),
    );
    const words = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "?",
      ":",
      "!",
      "==",
      "&&",
      ".",
      "?.",
      "context",
      "new",
      '"a"',
      "1",
      ",",
      ";",
      "return",
      "var",
      "x",
      "=",
      "=>",
      "<",
      ">",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (tokens) => {
        evaluate(`@(${tokens.join(" ")})`, api);
        evaluate(`@{${tokens.join(" ")}}`, api);
      }),
      { numRuns: 2000 },
    );
  });
});
