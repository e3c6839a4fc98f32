import { canonicalProblems, canonicalJson, placeOf } from "../canonical";
import { isJsonObject, type Json } from "../json";
import type { CompiledSchema, TypeName } from "./types";

/** A place in the arguments that does not meet the schema. No value is repeated. */
export interface ArgumentProblem {
  /** Path from the arguments, such as `legs[2].from`; empty for the arguments themselves. */
  readonly where: string;
  /** Which member of the compiled schema it does not meet. */
  readonly rule: keyof CompiledSchema;
}

/**
 * Holds arguments to a compiled schema: the reference for what the gateway does in C#.
 *
 * @returns every place that does not meet it, outermost first
 */
export function validateArguments(schema: CompiledSchema, value: Json): ArgumentProblem[] {
  const problems: ArgumentProblem[] = [];
  const left = [{ schema, value, where: "" }];
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const { schema: rules, value: here, where } = next;
    if (rules.any !== undefined) {
      const branch = rules.any.find(({ type }) => hasType(here, type));
      if (branch === undefined) {
        problems.push({ where, rule: "any" });
      } else {
        left.push({ schema: branch, value: here, where });
      }
      continue;
    }
    problems.push(...unmet(rules, here).map((rule) => ({ where, rule })));
    if (isJsonObject(here)) {
      for (const [name, child] of Object.entries(here)) {
        const { properties = {}, additional = {} } = rules;
        const place = placeOf(where, name);
        const own = Object.hasOwn(properties, name) ? properties[name] : additional;
        if (own === false || own === undefined) {
          problems.push({ where: place, rule: "additional" });
        } else {
          left.push({ schema: own, value: child, where: place });
        }
      }
    } else if (Array.isArray(here) && rules.items !== undefined) {
      for (const [index, item] of (here as readonly Json[]).entries()) {
        left.push({ schema: rules.items, value: item, where: placeOf(where, String(index), true) });
      }
    }
  }
  return problems;
}

function unmet(schema: CompiledSchema, value: Json): (keyof CompiledSchema)[] {
  return [
    ...(hasType(value, schema.type) ? [] : ["type" as const]),
    ...(schema.enum === undefined || isOneOf(value, schema.enum) ? [] : ["enum" as const]),
    ...(typeof value === "number" ? unmetByNumber(schema, value) : []),
    ...(typeof value === "string" ? unmetByText(schema, value) : []),
    ...(Array.isArray(value) ? outside(value.length, schema, "minItems", "maxItems") : []),
    ...(isJsonObject(value) && (schema.required ?? []).some((name) => !Object.hasOwn(value, name))
      ? ["required" as const]
      : []),
  ];
}

function hasType(value: Json, types: readonly TypeName[] | undefined): boolean {
  return (
    types === undefined ||
    types.some((type) => {
      switch (type) {
        case "null":
          return value === null;
        case "integer":
          return typeof value === "number" && Number.isInteger(value);
        case "array":
          return Array.isArray(value);
        case "object":
          return isJsonObject(value);
        case "boolean":
        case "number":
        case "string":
          return typeof value === type;
      }
    })
  );
}

/** A value without canonical form is none of those that have one. */
function isOneOf(value: Json, texts: readonly string[]): boolean {
  return canonicalProblems(value).length === 0 && texts.includes(canonicalJson(value));
}

function unmetByNumber(schema: CompiledSchema, value: number): (keyof CompiledSchema)[] {
  const { exclusiveMin, exclusiveMax } = schema;
  return [
    ...outside(value, schema, "min", "max"),
    ...(exclusiveMin === undefined || value > exclusiveMin ? [] : ["exclusiveMin" as const]),
    ...(exclusiveMax === undefined || value < exclusiveMax ? [] : ["exclusiveMax" as const]),
  ];
}

function unmetByText(schema: CompiledSchema, value: string): (keyof CompiledSchema)[] {
  return [
    ...outside(Array.from(value).length, schema, "minLength", "maxLength"),
    // No flags: the pattern was rewritten for this.
    ...(schema.pattern === undefined || new RegExp(schema.pattern).test(value) ? [] : ["pattern" as const]),
  ];
}

type LowerBound = "min" | "minLength" | "minItems";
type UpperBound = "max" | "maxLength" | "maxItems";

function outside(
  size: number,
  schema: CompiledSchema,
  lower: LowerBound,
  upper: UpperBound,
): (LowerBound | UpperBound)[] {
  const least = schema[lower];
  const most = schema[upper];
  return [
    ...(least !== undefined && size < least ? [lower] : []),
    ...(most !== undefined && size > most ? [upper] : []),
  ];
}
