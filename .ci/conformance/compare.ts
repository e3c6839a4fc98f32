/** Whether a server behind the gateway conforms as it does without it. */
import type { Verdicts } from "./suite";

/** A check that the gateway fails on purpose. */
export interface ExpectedFailure {
  /** `2025-11-25` or `2026-07-28`. */
  readonly revision: string;
  readonly mode: "streamed" | "inspected";
  /** `scenario / check`, or a scenario with all of its checks. */
  readonly check: string;
  /** Control of the catalogue that refuses it. */
  readonly control: string;
  readonly reason: string;
}

export interface Difference {
  readonly check: string;
  readonly direct: string;
  readonly gateway: string;
  readonly message: string;
}

export interface Comparison {
  /** Differences that nobody expected. */
  readonly unexpected: readonly Difference[];
  /** Expected failures that did not occur: the list must be mended. */
  readonly stale: readonly ExpectedFailure[];
}

/** Verdicts that a gateway must not change. */
export function compare(direct: Verdicts, gateway: Verdicts, expected: readonly ExpectedFailure[]): Comparison {
  const differences: Difference[] = [];
  for (const check of [...new Set([...direct.keys(), ...gateway.keys()])].sort()) {
    const one = direct.get(check)?.status ?? "not run";
    const other = gateway.get(check)?.status ?? "not run";
    if (one !== other) {
      differences.push({ check, direct: one, gateway: other, message: gateway.get(check)?.message ?? "" });
    }
  }
  return {
    unexpected: differences.filter((difference) => !expected.some((entry) => covers(entry, difference))),
    stale: expected.filter((entry) => !differences.some((difference) => covers(entry, difference))),
  };
}

function covers(entry: ExpectedFailure, difference: Difference): boolean {
  return difference.check === entry.check || difference.check.startsWith(`${entry.check} / `);
}
