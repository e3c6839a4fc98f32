import type { PolicyGate } from "./policy/gate";
import type { NotApplicable, Remediation, Violation } from "./preview-types";

/** What the packs found, in an order that does not depend on which answer came first. */
export interface Verdicts {
  readonly violations: readonly Violation[];
  readonly notApplicable: readonly NotApplicable[];
  readonly remediations: readonly Remediation[];
}

/** Sorts verdicts by policy, then resource, then text. */
export function inVerdictOrder(gate: PolicyGate): Verdicts {
  return {
    violations: sorted(gate.violations, ({ policy, urn = "", message }) => [policy, urn, message]),
    notApplicable: sorted(gate.notApplicable, ({ policy, urn = "", reason }) => [policy, urn, reason]),
    remediations: sorted(gate.remediations, ({ policy, urn, diagnostic = "" }) => [policy, urn, diagnostic]),
  };
}

function sorted<Verdict>(verdicts: readonly Verdict[], keys: (verdict: Verdict) => readonly string[]): Verdict[] {
  return verdicts
    .map((verdict) => ({ verdict, key: keys(verdict).join("\0") }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ verdict }) => verdict);
}
