/** Lists what differs between two accounts of the same thing, place by place. */
import type { Json } from "../../../plan/format";
import { isList, isObject } from "../../../plan/values";
import type { Comparable } from "./comparable";

/** One place where the real CLI and our engine disagree. */
export interface Difference {
  /** The resource; for verdicts the rule stands before it. */
  readonly subject: string;
  /** Where in it, such as `inputs.properties.sku`; empty: all of it. */
  readonly path: string;
  /** What each says; `undefined`: nothing. */
  readonly real: Json | undefined;
  readonly ours: Json | undefined;
}

/** Differences between two sets of resources, in the order of their URNs. */
export function compareResources(
  real: ReadonlyMap<string, Comparable>,
  ours: ReadonlyMap<string, Comparable>,
): readonly Difference[] {
  const urns = [...new Set([...real.keys(), ...ours.keys()])].sort();
  return urns.flatMap((urn) => [...differencesIn(urn, "", real.get(urn), ours.get(urn))]);
}

function* differencesIn(
  subject: string,
  place: string,
  real: Json | undefined,
  ours: Json | undefined,
): Generator<Difference> {
  if (isList(real) && isList(ours) && real.length === ours.length) {
    for (const [index, item] of real.entries()) {
      yield* differencesIn(subject, `${place}[${index}]`, item, ours[index]);
    }
  } else if (isObject(real) && isObject(ours)) {
    for (const key of [...new Set([...Object.keys(real), ...Object.keys(ours)])].sort()) {
      yield* differencesIn(subject, place === "" ? key : `${place}.${key}`, real[key], ours[key]);
    }
  } else if (JSON.stringify(real) !== JSON.stringify(ours)) {
    yield { subject, path: place, real, ours };
  }
}

/** Differences between two multisets of lines, such as verdicts: each line that one of them has more often. */
export function compareLines(real: readonly string[], ours: readonly string[]): readonly Difference[] {
  const lines = [...new Set([...real, ...ours])].sort();
  return lines.flatMap((line) => {
    const [inReal, inOurs] = [times(real, line), times(ours, line)];
    return inReal === inOurs ? [] : [{ subject: line, path: "times", real: inReal, ours: inOurs }];
  });
}

function times(lines: readonly string[], line: string): number {
  return lines.filter((other) => other === line).length;
}

/** The differences as text for a person, long values cut. */
export function describeDifferences(differences: readonly Difference[]): string {
  return differences
    .map(
      ({ subject, path, real, ours }) =>
        `${subject}\n    ${path}\n      real: ${shown(real)}\n      ours: ${shown(ours)}`,
    )
    .join("\n");
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
