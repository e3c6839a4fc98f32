import assert from "node:assert/strict";
import { compileSchema, type Json, type JsonObject } from "../../../locks";

function compiled(schema: JsonObject): unknown {
  const result = compileSchema(schema);
  assert("schema" in result, JSON.stringify(result));
  return result.schema;
}

function problems(schema: Json | undefined): string[] {
  const result = compileSchema(schema);
  assert("problems" in result, JSON.stringify(result));
  return result.problems.map(({ where, problem }) => `${where}: ${problem}`);
}

function ofMember(schema: Json): JsonObject {
  return { type: "object", properties: { x: schema } };
}

function member(schema: Json): unknown {
  return (compiled(ofMember(schema)) as { properties: { x: unknown } }).properties.x;
}

describe("a compiled input schema", () => {
  it("admits no other members where the schema does not say", () => {
    assert.deepEqual(compiled({ type: "object" }), { type: ["object"], properties: {}, additional: false });
  });

  it("admits others where the schema says so, held to what it says", () => {
    assert.deepEqual(compiled({ type: "object", additionalProperties: true }), {
      type: ["object"],
      properties: {},
      additional: {},
    });
    assert.deepEqual(member({ type: "object", additionalProperties: { type: "string" } }), {
      type: ["object"],
      properties: {},
      additional: { type: ["string"] },
    });
  });

  it("keeps nothing that only describes", () => {
    const described = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "T",
      description: "D",
      examples: [1],
      format: "uri",
      default: null,
      "x-mcp-header": "Region",
    };
    assert.deepEqual(member({ type: "string", ...described }), { type: ["string"] });
  });

  it("has references put in place", () => {
    const schema = {
      type: "object",
      properties: { from: { $ref: "#/$defs/Point" }, to: { $ref: "#/definitions/a~1b" } },
      $defs: { Point: { type: "object", properties: { x: { type: "integer" } } } },
      definitions: { "a/b": { type: "null" } },
    };
    assert.deepEqual(compiled(schema), {
      type: ["object"],
      properties: {
        from: { type: ["object"], properties: { x: { type: ["integer"] } }, additional: false },
        to: { type: ["null"] },
      },
      additional: false,
    });
  });

  it("takes the nullable unions of pydantic and zod, nested too", () => {
    assert.deepEqual(
      member({ anyOf: [{ type: "string", maxLength: 3 }, { type: "null" }], default: null, title: "X" }),
      {
        any: [{ type: ["string"], maxLength: 3 }, { type: ["null"] }],
      },
    );
    assert.deepEqual(member({ oneOf: [{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: "number" }] }), {
      any: [{ type: ["string"] }, { type: ["null"] }, { type: ["number"] }],
    });
  });

  it("takes zod's record of strings", () => {
    assert.deepEqual(
      member({ type: "object", propertyNames: { type: "string" }, additionalProperties: { type: "number" } }),
      {
        type: ["object"],
        properties: {},
        additional: { type: ["number"] },
      },
    );
  });

  it("holds values as canonical text, so that none becomes a date", () => {
    assert.deepEqual(member({ const: "2026-11-20T00:00:00Z" }), { enum: ['"2026-11-20T00:00:00Z"'] });
    assert.deepEqual(member({ enum: [{ b: 1, a: 2 }, -0] }), { enum: ['{"a":2,"b":1}', "0"] });
  });

  it("merges allOf of objects with different members", () => {
    const schema: JsonObject = {
      type: "object",
      allOf: [{ $ref: "#/$defs/A" }, { properties: { b: {} }, required: ["b"] }],
      properties: { c: { type: "string" } },
      $defs: { A: { type: "object", properties: { a: { type: "null" } } } },
    };
    assert.deepEqual(compiled(schema), {
      type: ["object"],
      properties: { a: { type: ["null"] }, b: {}, c: { type: ["string"] } },
      required: ["b"],
      additional: false,
    });
  });

  it("keeps a member called __proto__", () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"null"}}}') as JsonObject;
    assert.equal(
      JSON.stringify(compiled(schema)),
      '{"type":["object"],"properties":{"__proto__":{"type":["null"]}},"additional":false}',
    );
  });
});

describe("an input schema is refused", () => {
  it("where the tool has none, or its arguments are no object", () => {
    assert.match(problems(undefined).join(), /has no inputSchema/u);
    assert.match(problems({}).join(), /arguments are an object/u);
    assert.match(problems({ type: ["object", "null"] }).join(), /arguments are an object/u);
  });

  it("with every problem at once, each at its place", () => {
    const found = problems({ type: "object", properties: { a: { multipleOf: 2 }, b: { not: {} } }, minProperties: 1 });
    assert.deepEqual(
      found.map((problem) => problem.split(":")[0]),
      ["minProperties", "properties.a.multipleOf", "properties.b.not"],
    );
  });

  const refused: readonly (readonly [string, Json, RegExp])[] = [
    ["a reference to elsewhere", { $ref: "https://evil.example/schema" }, /outside this schema/u],
    ["a reference to nothing", { $ref: "#/$defs/Nothing" }, /leads to nothing/u],
    ["a reference to another place", { $ref: "#/properties/x" }, /does not lead to a definition/u],
    ["a keyword beside a reference", { $ref: "#/$defs/A", maxLength: 1 }, /beside \$ref/u],
    ["an unknown keyword", { "x-secret": 1 }, /not checked by the gateway/u],
    ["a schema that is false", false, /a schema is an object/u],
    ["alternatives of one type", { anyOf: [{ type: "integer" }, { type: "number" }] }, /no two the same/u],
    ["alternatives without a type", { anyOf: [{ type: "string" }, { enum: [1] }] }, /no two the same/u],
    ["no alternatives", { oneOf: [] }, /list of schemas/u],
    ["a keyword beside alternatives", { type: "string", anyOf: [{ type: "string" }] }, /beside anyOf/u],
    [
      "allOf that says the same member twice",
      {
        allOf: [
          { type: "object", properties: { a: {} } },
          { type: "object", properties: { a: {} } },
        ],
      },
      /different names/u,
    ],
    [
      "allOf with closed parts",
      { allOf: [{ type: "object", additionalProperties: false }, { type: "object" }] },
      /different names/u,
    ],
    ["allOf of other things", { allOf: [{ type: "string" }, { maxLength: 2 }] }, /different names/u],
    ["a fraction", { type: "number", minimum: 0.5 }, /whole number/u],
    ["a bound as draft 4 wrote it", { type: "number", exclusiveMinimum: true }, /whole number/u],
    ["a negative length", { type: "string", minLength: -1 }, /0 or more/u],
    ["a value beyond 2^53", { enum: [2 ** 60] }, /beyond 2\^53/u],
    ["an empty enum", { enum: [] }, /list of values/u],
    ["enum beside const", { enum: [1], const: 1 }, /leave one/u],
    ["an unknown type", { type: "date" }, /a type is/u],
    ["no type", { type: [] }, /a type is/u],
    ["items in a list", { type: "array", items: [{}] }, /a schema is an object/u],
    ["uniqueItems", { type: "array", uniqueItems: true }, /uniqueItems is not checked/u],
    ["names of members", { type: "object", propertyNames: { pattern: "^a" } }, /names of members/u],
    [
      "a required member that may not be there",
      { type: "object", required: ["a"] },
      /required, and not under properties/u,
    ],
    ["a pattern of another dialect", { type: "string", pattern: "\\A" }, /no regular expression/u],
  ];
  for (const [what, schema, why] of refused) {
    it(`with ${what}`, () => {
      assert.match(problems({ ...ofMember(schema), $defs: { A: {} } }).join("\n"), why);
    });
  }

  it("where a definition holds itself, directly or by another", () => {
    const schema = {
      type: "object",
      properties: { tree: { $ref: "#/$defs/Tree" } },
      $defs: {
        Tree: { type: "object", properties: { left: { $ref: "#/$defs/Branch" } } },
        Branch: { $ref: "#/$defs/Tree" },
      },
    };
    assert.match(problems(schema).join(), /holds itself/u);
  });

  it("where references multiply without end, within a second", () => {
    const $defs: Record<string, JsonObject> = { d0: { type: "string" } };
    for (let level = 1; level <= 20; level += 1) {
      const $ref = `#/$defs/d${level - 1}`;
      $defs[`d${level}`] = { type: "object", properties: { a: { $ref }, b: { $ref }, c: { $ref } } };
    }
    assert.match(problems({ type: "object", properties: { x: { $ref: "#/$defs/d20" } }, $defs }).join(), /too large/u);
  }).timeout(1_000);
});
