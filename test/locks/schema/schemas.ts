import fc from "fast-check";
import { setMember, type Json, type JsonObject } from "../../../locks/json";

/** Names that collide with what JavaScript's objects have, and ordinary ones. Not `__proto__`: ajv passes over it. */
const name = fc.constantFrom("a", "b", "id", "from", "toString", "constructor", "10", "é");

const text = fc.oneof(
  fc.constantFrom("", "a", "ab", "aab", "-", "a-b", "12", "٣", "é", "\u{1f600}", "\u{1f600}a", "a\n", "a\u2028", "A"),
  fc.string({ maxLength: 4 }),
);

const leaf = fc.oneof(
  text,
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom<Json>(null, true, false, 0.5, 1e21, 2 ** 53, -0),
);

/** Patterns of the subset, with every construct that JavaScript and .NET read differently. */
export const patterns = [
  "^a+$",
  "^[a-z]{1,2}$",
  "a$",
  "^.$",
  "^..$",
  "^[^a]$",
  "^[^a-]+$",
  "^\\d$",
  "^\\D$",
  "^\\w+$",
  "\\W",
  "\\bb",
  "\\B-",
  "^(?:a|12)$",
  "^(a)(?=b)",
  "(?<=a)b",
  "(?<!a)b",
  "^(?<first>a).?$",
  "\\s$",
  "^\\S*$",
  "^[\\d-]+$",
  "^[\\w.+-]*$",
  "^\\u{1f600}?a?$",
  "\\u0061|\\x62",
  "^[\\u0061-\\u0063]*$",
  "^\\/?\\.?$",
  "^a{0}b{0,}$",
  "^a*?b??$",
];

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const size = fc.nat({ max: 3 });
const bound = fc.integer({ min: -3, max: 3 });

function withoutNothing(value: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as JsonObject;
}

function objectOf(members: readonly (readonly [string, Json])[]): JsonObject {
  const object: Record<string, Json> = {};
  for (const [key, value] of members) {
    setMember(object, key, value);
  }
  return object;
}

const stringSchema = fc
  .record({ minLength: optional(size), maxLength: optional(size), pattern: optional(fc.constantFrom(...patterns)) })
  .map((schema) => withoutNothing({ type: "string", ...schema }));

const numberSchema = fc
  .record({
    type: fc.constantFrom("number", "integer"),
    minimum: optional(bound),
    maximum: optional(bound),
    exclusiveMinimum: optional(bound),
    exclusiveMaximum: optional(bound),
  })
  .map(withoutNothing);

const enumSchema = fc
  .uniqueArray(
    fc.oneof(text, fc.integer({ min: -5, max: 5 }), fc.constantFrom<Json>(null, true, [1], { a: 1, b: [] })),
    {
      minLength: 1,
      maxLength: 4,
      selector: (value) => JSON.stringify(value),
    },
  )
  .map((values): JsonObject => ({ enum: values }));

const simple = fc.oneof(
  stringSchema,
  numberSchema,
  enumSchema,
  leaf
    .filter((value) => typeof value !== "number" || Number.isSafeInteger(value))
    .map((value): JsonObject => ({ const: value })),
  fc.constantFrom<JsonObject>(
    {},
    { type: "boolean" },
    { type: ["string", "null"], maxLength: 1 },
    { description: "Any" },
  ),
);

/** Alternatives multiply, so theirs are small. */
const shallowList = simple.map((items): JsonObject => ({ type: "array", items }));
const shallowObject = fc
  .tuple(name, simple)
  .map(([key, schema]): JsonObject => ({ type: "object", properties: objectOf([[key, schema]]) }));

const { schema, object } = fc.letrec<{ schema: JsonObject; object: JsonObject; list: JsonObject; either: JsonObject }>(
  (tie) => ({
    schema: fc.oneof({ maxDepth: 2, depthIdentifier: "schema" }, simple, tie("object"), tie("list"), tie("either")),
    object: fc
      .record({
        members: fc.uniqueArray(fc.tuple(name, tie("schema")), { maxLength: 3, selector: ([key]) => key }),
        required: fc.array(fc.boolean(), { maxLength: 4 }),
        additional: fc.oneof(fc.constantFrom(undefined, false, true), tie("schema")),
      })
      .map(({ members, required, additional }) =>
        withoutNothing({
          type: "object",
          properties: objectOf(members),
          required: members.filter((_, index) => required[index]).map(([key]) => key),
          additionalProperties: additional,
        }),
      ),
    list: fc
      .record({ items: optional(tie("schema")), minItems: optional(size), maxItems: optional(size) })
      .map((schema) => withoutNothing({ type: "array", ...schema })),
    either: fc
      .record({
        keyword: fc.constantFrom("anyOf", "oneOf"),
        branches: fc.subarray(["string", "number", "list", "object", "null"], { minLength: 1 }),
        parts: fc.tuple(stringSchema, numberSchema, shallowList, shallowObject),
      })
      .map(({ keyword, branches, parts: [string, number, list, object] }) => {
        const all: Readonly<Record<string, JsonObject>> = { string, number, list, object, null: { type: "null" } };
        return { [keyword]: branches.map((branch) => all[branch] ?? {}) };
      }),
  }),
);

/** Input schemas of the subset. */
export const inputSchemas: fc.Arbitrary<JsonObject> = object;

/** Any schema of the subset. */
export const anySchema: fc.Arbitrary<JsonObject> = schema;

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthIdentifier: "value" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(name, tie("value")), { maxLength: 4, selector: ([key]) => key }).map(objectOf),
  ),
}));

/** Values that have something to do with a schema: else nearly none would meet it. */
export function valuesFor(schema: Json): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 5, arbitrary: likely(schema) }, { weight: 1, arbitrary: value });
}

function likely(schema: Json): fc.Arbitrary<Json> {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
    return value;
  }
  const {
    enum: values,
    const: only,
    anyOf,
    oneOf,
    type,
    items,
    properties,
    additionalProperties,
  } = schema as JsonObject;
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches)) {
    return fc.oneof(...branches.map((branch: Json) => valuesFor(branch)));
  }
  if (Array.isArray(values)) {
    return fc.constantFrom(...(values as Json[]));
  }
  if (only !== undefined) {
    return fc.constant(only);
  }
  switch (type) {
    case "string":
      return text;
    case "integer":
    case "number":
      return fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(0.5, -0));
    case "array":
      return fc.array(valuesFor(items ?? {}), { maxLength: 4 });
    case "object":
      return members(properties as JsonObject, additionalProperties);
    default:
      return value;
  }
}

function members(properties: JsonObject, additional: Json | undefined): fc.Arbitrary<Json> {
  const known = Object.entries(properties).map(([key, schema]) =>
    fc.tuple(fc.constant(key), valuesFor(schema), fc.nat({ max: 9 })),
  );
  const extra = fc.array(fc.tuple(name, valuesFor(additional ?? {})), { maxLength: 1 });
  return fc.tuple(fc.tuple(...known), fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, extra)).map(([own, more]) => {
    const kept = own.filter(([, , chance]) => chance > 0).map(([key, member]) => [key, member] as const);
    return objectOf([...more.filter(([key]) => !kept.some(([other]) => other === key)), ...kept]);
  });
}
