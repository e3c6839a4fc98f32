import canonicalize from "canonicalize";
import { createHash } from "node:crypto";
import type { Json } from "./json";

/** A place in a value that has no canonical form. */
export interface CanonicalProblem {
  /** Path from the value, such as `inputSchema.properties.limit.maximum`; empty for the value itself. */
  readonly at: string;
  /** What stands there and why it cannot be. */
  readonly problem: string;
}

/** A value that has no canonical form here and at the gateway alike. */
export class NotCanonicalError extends Error {
  constructor(readonly problems: readonly CanonicalProblem[]) {
    super(problems.map(({ at, problem }) => (at === "" ? problem : `${at}: ${problem}`)).join("; "));
    this.name = "NotCanonicalError";
  }
}

/**
 * The canonical form of RFC 8785 (JSON Canonicalization Scheme), over the values that TypeScript and the gateway's C# write
 * alike: whole numbers from -(2^53 - 1) to 2^53 - 1 (as `-0`: 0), and strings without lone surrogates. The same in C#:
 * `apim-policies/expressions/canonical.cs`.
 *
 * @throws NotCanonicalError that names every place
 */
export function canonicalJson(value: Json): string {
  const problems = canonicalProblems(value);
  if (problems.length > 0) {
    throw new NotCanonicalError(problems);
  }
  const text = canonicalize(value);
  if (text === undefined) {
    throw new NotCanonicalError([{ at: "", problem: "this is no JSON" }]);
  }
  return text;
}

/**
 * The pin of a definition: SHA-256 over the UTF-8 bytes of its canonical form, 64 lower-case hexadecimal digits. Of a
 * server's instructions: of the canonical form of the string, quotes included.
 *
 * @throws NotCanonicalError that names every place
 */
export function pinOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest("hex");
}

/** Every place at which a value cannot be canonical, in the order of the value. */
export function canonicalProblems(value: Json): CanonicalProblem[] {
  const problems: CanonicalProblem[] = [];
  const left: { readonly at: string; readonly value: Json }[] = [{ at: "", value }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { at, value: here } = next;
    const problem = problemOf(here);
    if (problem !== undefined) {
      problems.push({ at, problem });
    }
    if (typeof here === "object" && here !== null) {
      for (const [name, child] of Object.entries(here).reverse()) {
        if (!name.isWellFormed()) {
          problems.push({ at, problem: "a member's name holds half of a surrogate pair, which is no character" });
        }
        left.push({ at: placeOf(at, name, Array.isArray(here)), value: child });
      }
    }
  }
  return problems;
}

/** A place one step further down. */
export function placeOf(at: string, name: string, inList = false): string {
  if (inList) {
    return `${at}[${name}]`;
  }
  const step = /^[\w$-]+$/u.test(name) ? name : JSON.stringify(name);
  return at === "" ? step : `${at}.${step}`;
}

function problemOf(value: Json): string | undefined {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) {
      return undefined;
    }
    return Number.isInteger(value)
      ? `${value} is beyond 2^53 - 1, where programs round differently: write it as a string, or leave it out`
      : `${value} is a fraction, which programs write differently: write a whole number, or a string`;
  }
  if (typeof value === "string" && !value.isWellFormed()) {
    return "the text holds half of a surrogate pair, which is no character";
  }
  return undefined;
}
