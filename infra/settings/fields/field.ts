import { z } from "zod";
import { nearestOrAll } from "../nearest";

/** What one kind of text may be, and how a wrong one is explained. */
export interface TextRule {
  /** What is allowed, in words, for people. */
  readonly allowed: string;
  /** A right value. */
  readonly example?: string;
  /** Whether a text is right. */
  readonly accepts: (text: string) => boolean;
  /** For a wrong text: what exactly is wrong with it and what to write instead; nothing when `allowed` says it all. */
  readonly explain?: (text: string) => string | undefined;
}

/** The end of a mistake's line: what is wrong in particular, then what is allowed, then an example. */
export function lesson(rule: { allowed: string; example?: string }, particular?: string): string {
  const example = rule.example === undefined ? "" : `, for example ${rule.example}`;
  const particulars = particular === undefined ? "" : `${particular}; `;
  return `${particulars}allowed: ${rule.allowed}${example}`;
}

/** A text that keeps a rule; every issue's message is the {@link lesson}. */
export function text(rule: TextRule): z.ZodString {
  return z.string({ error: (issue) => lesson(rule, wrongType(issue.input)) }).superRefine((value, context) => {
    if (!rule.accepts(value)) {
      context.addIssue({ code: "custom", message: lesson(rule, explained(rule, value)) });
    }
  });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodEnum<{ [Word in Words[number]]: Word }> {
  const rule = { allowed: oneOf(words) };
  return z.enum(words, {
    error: ({ input }) => {
      if (typeof input !== "string") {
        return lesson(rule, wrongType(input));
      }
      return lesson(rule, readAsTime(input) ?? guess(input, words));
    },
  });
}

/** True or false inside a map, as YAML has them. */
export function flag(): z.ZodBoolean {
  const rule = { allowed: "true or false, without quotes" };
  return z.boolean({ error: lesson(rule) });
}

/** A list of at least one. */
export function list<Item extends z.ZodType>(item: Item, allowed: string, why: string): z.ZodArray<Item> {
  return z.array(item, { error: lesson({ allowed }) }).min(1, { error: `${why}; ${lesson({ allowed })}`, abort: true });
}

/** A list that may be empty or missing. */
export function optionalList<Item extends z.ZodType>(item: Item, allowed: string): z.ZodOptional<z.ZodArray<Item>> {
  return z.array(item, { error: lesson({ allowed }) }).optional();
}

/** A map with these keys and no other. */
export function closedMap<Shape extends z.ZodRawShape>(
  shape: Shape,
  what: string,
  example?: string,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: lesson({ allowed: `a map of ${what}`, ...(example && { example }) }) });
}

/** "a, b or c". */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.slice(-1).join("")}`;
}

function explained(rule: TextRule, value: string): string | undefined {
  return readAsTime(value) ?? rule.explain?.(value) ?? wildcard(value);
}

function wildcard(value: string): string | undefined {
  return value.includes("*") ? "wildcards open more than anybody reviewed: name each one" : undefined;
}

function guess(word: string, words: readonly string[]): string | undefined {
  const near = nearestOrAll(word, words, "");
  return near.startsWith("nearest") ? near : undefined;
}

function wrongType(input: unknown): string | undefined {
  if (typeof input === "number" || typeof input === "boolean") {
    return `YAML reads it as a ${typeof input}: write it in quotes`;
  }
  return undefined;
}

/**
 * The Pulumi CLI reads a bare date as a point in time and hands on `2026-12-01 00:00:00 +0000 UTC`, inside lists and maps
 * `2026-12-01T00:00:00Z` (seen with Pulumi 3.248).
 */
function readAsTime(value: string): string | undefined {
  const [, day] = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}:\d{2}/.exec(value) ?? [];
  return day === undefined ? undefined : `YAML has read a bare date as a point in time: write "${day}" in quotes`;
}
