import type { Json } from "../json";
import { rewritePattern } from "./pattern";
import type { CompiledSchema } from "./types";

/** A compiled schema in the making. */
export type Draft = { -readonly [key in keyof CompiledSchema]: CompiledSchema[key] };

type NumberKey = "min" | "max" | "exclusiveMin" | "exclusiveMax" | "minLength" | "maxLength" | "minItems" | "maxItems";

/** Keywords that are one number: what they are compiled to, and whether it counts something. */
const numbers: ReadonlyMap<string, { readonly key: NumberKey; readonly counts: boolean }> = new Map([
  ["minimum", { key: "min", counts: false }],
  ["maximum", { key: "max", counts: false }],
  ["exclusiveMinimum", { key: "exclusiveMin", counts: false }],
  ["exclusiveMaximum", { key: "exclusiveMax", counts: false }],
  ["minLength", { key: "minLength", counts: true }],
  ["maxLength", { key: "maxLength", counts: true }],
  ["minItems", { key: "minItems", counts: true }],
  ["maxItems", { key: "maxItems", counts: true }],
]);

/** Keywords that hold no schema. */
export const keywords: ReadonlySet<string> = new Set([...numbers.keys(), "pattern", "required", "uniqueItems"]);

/** @returns why the keyword cannot be as it is; undefined where the draft has it now */
export function compileKeyword(name: string, value: Json, draft: Draft): string | undefined {
  const number = numbers.get(name);
  if (number !== undefined) {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || (number.counts && value < 0)) {
      return `${name} is a whole number${number.counts ? ", 0 or more" : ", at most 2^53 - 1 either way"}`;
    }
    // JSON knows -0, and C# writes it otherwise.
    draft[number.key] = value + 0;
    return undefined;
  }
  if (name === "pattern") {
    return compilePattern(value, draft);
  }
  if (name === "required") {
    return compileRequired(value, draft);
  }
  return value === false ? undefined : "uniqueItems is not checked by the gateway: leave it out";
}

function compilePattern(value: Json, draft: Draft): string | undefined {
  if (typeof value !== "string") {
    return "a pattern is a text";
  }
  const rewritten = rewritePattern(value);
  if ("problem" in rewritten) {
    return rewritten.problem;
  }
  draft.pattern = rewritten.pattern;
  return undefined;
}

function compileRequired(value: Json, draft: Draft): string | undefined {
  const names: unknown[] = Array.isArray(value) ? value : [undefined];
  const texts = names.filter((name): name is string => typeof name === "string");
  if (texts.length < names.length) {
    return "required is a list of names";
  }
  draft.required = [...new Set(texts)];
  return undefined;
}
