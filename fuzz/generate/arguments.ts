/** Arguments of tools: such that fit the approved schema, and such that were changed in one place. */
import fc, { type Arbitrary } from "fast-check";
import type { CompiledSchema, Json } from "../../locks";

/** Longest text and list that is made where the schema allows more: a longer one takes time and finds no more. */
const LONGEST = 24;
const MOST_ITEMS = 3;

/** Values that fit a schema. */
export function fitting(schema: CompiledSchema): Arbitrary<Json> {
  if (schema.any !== undefined) return fc.oneof(...schema.any.map(fitting));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map((text) => JSON.parse(text) as Json));
  return fc.oneof(...(schema.type ?? ["null"]).map((type) => ofType(type, schema)));
}

/** Values that fitted until one place in them was changed; a few still fit. */
export function changed(schema: CompiledSchema): Arbitrary<Json> {
  return fc
    .tuple(fitting(schema), fc.nat(7), fc.oneof(odd, fc.jsonValue({ maxDepth: 2 }) as Arbitrary<Json>))
    .map(([value, place, other]) => withChange(value, place, other));
}

/** Values that readers and comparisons have gone wrong over. */
const odd = fc.constantFrom<Json[]>(
  null,
  true,
  "",
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  "2026-11-23T00:00:00Z",
  "\u0000",
  "{{key}}",
  "@(context)",
  "../../etc/passwd",
  "x".repeat(4100),
  [],
  {},
  { $ref: "#" },
  { __type: "System.Object" },
);

function ofType(type: NonNullable<CompiledSchema["type"]>[number], schema: CompiledSchema): Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: Math.ceil(schema.min ?? -1000), max: Math.floor(schema.max ?? 1000) });
    case "number":
      return fc.double({ min: schema.min ?? -1000, max: schema.max ?? 1000, noNaN: true });
    case "string":
      return schema.pattern === undefined
        ? fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? LONGEST, LONGEST) })
        : fc.stringMatching(new RegExp(`^${schema.pattern}$`));
    case "array":
      return fc.array(schema.items === undefined ? fc.constant(null) : fitting(schema.items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, Math.max(MOST_ITEMS, schema.minItems ?? 0)),
      });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, own]) => [name, fitting(own)])),
        { requiredKeys: [...(schema.required ?? [])] },
      );
  }
}

/** Puts `other` somewhere: in the place of a member or an item, further down, or beside them. */
function withChange(value: Json, place: number, other: Json): Json {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    if (items.length === 0 || place === 0) return [...items, other];
    const at = place % items.length;
    return items.map((item, index) => (index === at ? withChange(item, place >> 1, other) : item));
  }
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    if (names.length === 0 || place === 0) return Object.fromEntries([...Object.entries(value), ["unheard", other]]);
    const name = names[place % names.length] ?? "";
    if (place === 1) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
    return Object.fromEntries(
      Object.entries(value).map(([one, own]) => [one, one === name ? withChange(own, place >> 1, other) : own]),
    );
  }
  return other;
}
