import { compileSchema } from "../schema/compile";
import { isJsonObject, type Json } from "../json";
import type { Finding } from "./finding";
import { joined, walk, type Subject } from "./subjects";

/** Milliseconds that the judgement of one pattern may take. What is not judged by then counts as slow. */
const patternTimeout = 5_000;

/** Schemas that stand elsewhere: whoever holds that address changes the tool after its approval. */
export function remoteReferences({ where, definition }: Subject): Finding[] {
  const findings: Finding[] = [];
  walk(definition, (path, value) => {
    if (!isJsonObject(value)) {
      return;
    }
    for (const key of ["$ref", "$dynamicRef"]) {
      const reference = value[key];
      if (typeof reference === "string" && !reference.startsWith("#")) {
        findings.push({
          where: joined(where, path === "" ? key : `${path}.${key}`),
          finding: "remote-reference",
          problem: `${JSON.stringify(reference)} stands outside the schema, where it can change after its approval`,
          remedy: "put the definition under $defs and refer to it as #/$defs/<name>",
          acceptable: true,
        });
      }
    }
  });
  return findings;
}

/** What the gateway cannot check in a tool's input schema. */
export function uncheckable({ kind, where, definition }: Subject): Finding[] {
  if (kind !== "tool") {
    return [];
  }
  const compiled = compileSchema(definition.inputSchema);
  return "schema" in compiled
    ? []
    : compiled.problems.map((problem) => ({
        where: joined(where, problem.where === "" ? "inputSchema" : `inputSchema.${problem.where}`),
        finding: "outside-subset",
        problem: problem.problem,
        remedy: "the gateway checks the subset of JSON Schema in docs/tool-locks.md: write the schema in it",
        acceptable: false,
      }));
}

/** Patterns whose time grows with more than the length of the text (ReDoS): the gateway runs them on what clients send. */
export async function slowPatterns({ kind, where, definition }: Subject): Promise<Finding[]> {
  const patterns: { readonly where: string; readonly pattern: string }[] = [];
  if (kind === "tool") {
    walk(definition.inputSchema ?? null, (path, value: Json) => {
      if (isJsonObject(value) && typeof value.pattern === "string") {
        const place = path === "" ? "inputSchema.pattern" : `inputSchema.${path}.pattern`;
        patterns.push({ where: joined(where, place), pattern: value.pattern });
      }
    });
  }
  if (patterns.length === 0) {
    return [];
  }
  // Three megabytes, and few servers have patterns.
  const { checkSync } = await import("recheck");
  return patterns.flatMap(({ where: place, pattern }): Finding[] => {
    const judged = checkSync(pattern, "u", { timeout: patternTimeout });
    if (judged.status === "safe") {
      return [];
    }
    const vulnerable = judged.status === "vulnerable";
    return [
      {
        where: place,
        finding: "slow-pattern",
        problem: vulnerable
          ? `some texts take it ${judged.complexity.summary} time`
          : "whether it is fast on every text could not be found out",
        remedy: "write it without a repetition inside a repetition, or neighbours that match the same text",
        acceptable: true,
      },
    ];
  });
}
