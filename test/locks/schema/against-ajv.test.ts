import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import assert from "node:assert/strict";
import { compileSchema, isJsonObject, type Json, type JsonObject } from "../../../locks";
import { setMember } from "../../../locks/json";
import { validateArguments } from "../../../locks/schema/validate";
import { inputSchemas, valuesFor } from "./schemas";

const seed = 20261120;
const schemas = 200;
const values = 20;

/** A schema without `additionalProperties` counts as false: said here so that ajv decides it the same way. */
function decided(value: Json): Json {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map(decided);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const copy: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    setMember(copy, name, ["enum", "const", "required"].includes(name) ? member : inSchema(name, member));
  }
  return copy.type === "object" && copy.additionalProperties === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}

/** Under `properties` stand names, not keywords. */
function inSchema(name: string, member: Json): Json {
  if (name !== "properties" || !isJsonObject(member)) {
    return decided(member);
  }
  const copy: Record<string, Json> = {};
  for (const [own, schema] of Object.entries(member)) {
    setMember(copy, own, decided(schema));
  }
  return copy;
}

describe("arguments against a compiled schema", () => {
  it(`are judged as ajv judges them against the tool's own schema: ${schemas} schemas, ${values} values each`, () => {
    const verdicts = { met: 0, unmet: 0 };
    for (const [index, schema] of fc.sample(inputSchemas, { numRuns: schemas, seed }).entries()) {
      const compiled = compileSchema(schema);
      assert("schema" in compiled, JSON.stringify(compiled));
      const judge = new Ajv2020({ strict: false, ownProperties: true }).compile(decided(schema) as JsonObject);
      for (const value of fc.sample(valuesFor(schema), { numRuns: values, seed: seed + index })) {
        const met = judge(value);
        verdicts[met ? "met" : "unmet"] += 1;
        const problems = validateArguments(compiled.schema, value);
        assert.equal(problems.length === 0, met, JSON.stringify({ schema, value, problems }));
      }
    }
    const all = schemas * values;
    assert(verdicts.met > all / 10 && verdicts.unmet > all / 10, JSON.stringify(verdicts));
  }).timeout(120_000);

  it("are held to the schema of a member called __proto__, which ajv passes over", () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"null"}}}') as JsonObject;
    const compiled = compileSchema(schema);
    assert("schema" in compiled);
    assert.deepEqual(validateArguments(compiled.schema, JSON.parse('{"__proto__":null}') as Json), []);
    assert.deepEqual(validateArguments(compiled.schema, JSON.parse('{"__proto__":{}}') as Json), [
      { where: "__proto__", rule: "type" },
    ]);
    const closed = compileSchema({ type: "object" });
    assert("schema" in closed);
    assert.equal(validateArguments(closed.schema, JSON.parse('{"__proto__":{}}') as Json).length, 1);
  });

  it("are told by place and rule, without a value", () => {
    const compiled = compileSchema({
      type: "object",
      properties: { legs: { type: "array", items: { type: "object", properties: { from: { type: "string" } } } } },
      required: ["legs"],
    });
    assert("schema" in compiled);
    assert.deepEqual(validateArguments(compiled.schema, { legs: [{ from: "a" }, { from: 1, "to do": 2 }] }), [
      { where: 'legs[1]."to do"', rule: "additional" },
      { where: "legs[1].from", rule: "type" },
    ]);
    assert.deepEqual(validateArguments(compiled.schema, {}), [{ where: "", rule: "required" }]);
  });
});
