/**
 * The differences between the real engine and ours that are known and meant. Whatever is not listed here fails the check.
 */
import type { Difference } from "./compare";

/** A kind of difference and why it may be. */
export interface Allowance {
  readonly reason: string;
  matches(difference: Difference): boolean;
}

/** Every one, with its reason. */
export const ALLOWED: readonly Allowance[] = [
  {
    reason:
      "The real engine keeps its own notes on an explicit provider under this key; plans hold what the program says.",
    matches: ({ subject, path }) => subject.includes("pulumi:providers:") && path.startsWith("inputs.__internal"),
  },
];

/** What of these differences is not allowed. */
export function unexplained(differences: readonly Difference[]): readonly Difference[] {
  return differences.filter((difference) => !ALLOWED.some((allowance) => allowance.matches(difference)));
}
