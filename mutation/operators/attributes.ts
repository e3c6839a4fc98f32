/** Attributes that say how much, how long or whether. */
import { elementsOf, isExpression, type ElementPlace } from "../document";
import type { Change } from "../mutant";
import { described } from "./elements";

/** Read by people only, or a name whose change is another mutant's (a missing element). */
const NAMES: ReadonlySet<string> = new Set(["name", "source", "severity", "reason", "exists-action", "ignore-error"]);

/** Each attribute with a number, a truth value or a list of words changed; a status among them under its own name. */
export function* attributes(root: ElementPlace): Generator<Change> {
  for (const element of elementsOf(root)) {
    for (const { name, value, start, end } of element.attributes) {
      if (NAMES.has(name) || isExpression(value)) continue;
      const isStatus = name === "code" || name === "failed-validation-httpcode";
      for (const replacement of isStatus ? ["200"] : replacements(value)) {
        yield {
          operator: isStatus ? "status" : "attribute",
          start,
          end,
          replacement,
          what: `${described(element)}: ${name} ${value} becomes ${replacement}`,
        };
      }
    }
  }
}

function replacements(value: string): readonly string[] {
  if (/^\d+$/.test(value)) return [String(Number(value) * 1000)];
  if (value === "true") return ["false"];
  if (value === "false") return ["true"];
  return [];
}
