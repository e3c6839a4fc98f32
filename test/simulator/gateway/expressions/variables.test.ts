import assert from "node:assert/strict";
import fc from "fast-check";
import { Laboratory } from "./laboratory";

describe("variables of a request", () => {
  const laboratory = new Laboratory();

  it("hold text, numbers and truth values of the pipeline under their C# types", async () => {
    const context = laboratory.open();
    context.setVariable("s", "é\ud800");
    context.setVariable("i", 7);
    context.setVariable("d", 1.5);
    context.setVariable("b", true);
    assert.deepEqual(await context.variable("s"), { type: "String", text: "é\ud800", scalar: "é\ud800" });
    assert.deepEqual(await context.variable("i"), { type: "Int32", text: "7", scalar: 7 });
    assert.deepEqual(await context.variable("d"), { type: "Double", text: "1.5", scalar: 1.5 });
    assert.deepEqual(await context.variable("b"), { type: "Boolean", text: "True", scalar: true });
    assert.equal(await context.variable("none"), undefined);
  });

  it("keep an object as the object it is", async () => {
    const context = laboratory.open();
    const [make, use] = [
      '@(new JObject(new JProperty("a", 1)))',
      '@{ var o = (JObject)context.Variables["o"]; o["a"] = (int)o["a"] + 1; return o["a"]; }',
    ];
    assert.deepEqual(await laboratory.problems(make), []);
    assert.equal((await context.evaluateInto("o", make)).type, "JObject");
    assert.equal(await laboratory.text(use, context), "2");
    assert.equal(await laboratory.text(use, context), "3");
  });

  it("throw where they are read as another type, and where they are not set", async () => {
    const context = laboratory.open();
    context.setVariable("n", 7);
    assert.equal(await laboratory.text('@(context.Variables.GetValueOrDefault<int>("n"))', context), "7");
    assert.equal(
      await laboratory.text('@(context.Variables.GetValueOrDefault("none", "default"))', context),
      "default",
    );
    assert.equal(await laboratory.text('@(context.Variables.ContainsKey("none"))', context), "False");
    assert.match(
      await laboratory.thrown('@(context.Variables.GetValueOrDefault("n", ""))', context),
      /^UserVariableCastException: .*'n'.*Int32.*String/,
    );
    assert.match(await laboratory.thrown('@((string)context.Variables["n"])', context), /^InvalidCastException/);
    assert.match(await laboratory.thrown('@(context.Variables["none"])', context), /^KeyNotFoundException/);
  });

  it("hold the response of send-request, and null where it failed", async () => {
    const context = laboratory.open();
    const code =
      '@(context.Variables.GetValueOrDefault<IResponse>("r") == null ? "none" : ((IResponse)context.Variables["r"]).StatusCode + ((IResponse)context.Variables["r"]).Body.As<string>())';
    context.setResponseVariable("r", null);
    assert.equal(await laboratory.text(code, context), "none");
    context.setResponseVariable("r", { statusCode: 200, statusReason: "OK", headers: [], body: Buffer.from("x") });
    assert.equal(await laboratory.text(code, context), "200x");
    assert.equal((await context.variable("r"))?.type, "IResponse");
  });

  it("belong to one request", async () => {
    const [one, other] = [laboratory.open(), laboratory.open()];
    one.setVariable("x", "one");
    assert.equal((await one.variable("x"))?.text, "one");
    assert.equal(await other.variable("x"), undefined);
  });

  it("go from one request to another unchanged, dates and text that looks like dates too", async () => {
    const code = '@(JToken.Parse((string)context.Variables["json"]))';
    assert.deepEqual(await laboratory.problems(code), []);
    const show = '@(((JToken)context.Variables["v"]).ToString(Newtonsoft.Json.Formatting.None))';
    assert.deepEqual(await laboratory.problems(show), []);
    const compact = async (json: string) => {
      const [from, to] = [laboratory.open(), laboratory.open()];
      from.setVariable("json", json);
      await from.evaluateInto("v", code);
      const exported = await from.exportVariable("v");
      assert(exported !== undefined);
      to.importVariable("v", exported);
      return [(await from.evaluate(show)).text, (await to.evaluate(show)).text];
    };
    await fc.assert(
      fc.asyncProperty(
        fc.json({ depthSize: "small" }).filter((json) => !json.includes("null")),
        async (json) => {
          const [before, after] = await compact(`[${json}]`);
          assert.equal(after, before);
        },
      ),
      { numRuns: 50 },
    );
    for (const json of ['["2026-01-02T03:04:05Z", null, 1.0, 12345678901234]', '{"d":"/Date(1)/","$date":"x"}']) {
      const [before, after] = await compact(json);
      assert.equal(after, before);
    }
  });

  it("go from one request to another as scalars and bytes of the same type", async () => {
    const values = [
      '"text"',
      "7",
      "7L",
      "1.5",
      "true",
      "'c'",
      "Guid.Empty",
      "DateTime.UtcNow",
      "TimeSpan.FromSeconds(1)",
      "new byte[] { 1, 2 }",
      "(string)null",
      "12.50m",
    ];
    await laboratory.prepare(values.map((value) => `@(${value})`));
    for (const value of values) {
      const [from, to] = [laboratory.open(), laboratory.open()];
      const evaluated = await from.evaluateInto("v", `@(${value})`);
      to.importVariable("v", (await from.exportVariable("v")) ?? "");
      assert.deepEqual(await to.variable("v"), evaluated, value);
    }
    assert.equal(await laboratory.open().exportVariable("none"), undefined);
  });

  it("cannot be stored where they hold what has no text", async () => {
    const context = laboratory.open();
    context.setResponseVariable("r", { statusCode: 200, statusReason: "OK", headers: [], body: undefined });
    await assert.rejects(context.exportVariable("r"), /cannot be stored/);
  });
});
