import { isUnknownVerdict } from "../../policies/verdict";
import type { PolicyInfo, PreviewResult, Severity, Violation } from "../../simulator/engine";
import { parseUrn } from "../../simulator/engine/urn";
import { riskOf } from "./risks";

/** What became of one rule on this plan. */
export type RuleVerdict = "passed" | "failed" | "unknown" | "notApplicable" | "disabled";

/** A mandatory rule and its verdict. */
export interface JudgedRule {
  readonly rule: string;
  readonly pack: string;
  readonly title: string;
  /** Risk that the rule stands against: `MCP01` to `MCP10`, or `AZURE` for hygiene that serves no single one. */
  readonly risk: string;
  readonly severity: Severity;
  readonly verdict: RuleVerdict;
}

/** One violation, with what a person needs to mend it. */
export interface Finding {
  readonly rule: string;
  readonly pack: string;
  readonly title: string;
  readonly risk: string;
  readonly severity: Severity;
  /** Whether the control is missing, or whether it cannot be judged before deployment. */
  readonly kind: "violated" | "unknown";
  /** What is at fault; null where it is the stack as a whole. */
  readonly resource: { readonly urn: string; readonly name: string; readonly type: string } | null;
  readonly reason: string;
  /** What to write instead; null where the rule does not say. */
  readonly remedy: string | null;
}

/** How the pack's findings and rules are told apart. */
export interface Judgement {
  readonly rules: readonly JudgedRule[];
  /** Of mandatory rules: each fails the preview. */
  readonly violations: readonly Finding[];
  /** Of advisory rules: worth a look. */
  readonly advisories: readonly Finding[];
}

/**
 * Sorts out what the policy packs said.
 *
 * A mandatory rule that met an unknown value without saying so itself is reported as advisory by `@pulumi/policy` ("can't run
 * policy ... during preview"). It judged nothing, so here it stays mandatory and its verdict is `unknown`: no control may
 * become optional by becoming unknown.
 */
export function judge(result: Pick<PreviewResult, "policies" | "violations" | "notApplicable">): Judgement {
  const information = new Map(result.policies.map((policy) => [key(policy.pack, policy.name), policy]));
  const judged = result.violations.map((violation) => {
    const policy = information.get(key(violation.pack, violation.policy));
    const demoted = isMandatory(policy) && violation.enforcementLevel !== "mandatory";
    return {
      mandatory: demoted || violation.enforcementLevel === "mandatory",
      finding: finding(violation, policy, demoted || isUnknownVerdict(violation.message)),
    };
  });
  const violations = judged.filter(({ mandatory }) => mandatory).map((entry) => entry.finding);
  const stackWideExemptions = new Set(
    result.notApplicable.filter(({ urn }) => urn === undefined).map(({ policy }) => policy),
  );
  const rules = result.policies
    .filter((policy) => policy.enforcementLevel !== "advisory")
    .map((policy) => ({
      rule: policy.name,
      pack: policy.pack,
      title: title(policy),
      risk: riskOf(policy.name),
      severity: policy.severity,
      verdict: verdict(policy, violations, stackWideExemptions.has(policy.name)),
    }));
  return {
    rules: rules.sort(byRule),
    violations: violations.sort(byRule),
    advisories: judged
      .filter(({ mandatory }) => !mandatory)
      .map((entry) => entry.finding)
      .sort(byRule),
  };
}

function verdict(policy: PolicyInfo, violations: readonly Finding[], exempt: boolean): RuleVerdict {
  const own = violations.filter(({ rule, pack }) => rule === policy.name && pack === policy.pack);
  if (own.some(({ kind }) => kind === "violated")) {
    return "failed";
  }
  if (own.length > 0) {
    return "unknown";
  }
  if (policy.enforcementLevel === "disabled") {
    return "disabled";
  }
  return exempt ? "notApplicable" : "passed";
}

function finding(violation: Violation, policy: PolicyInfo | undefined, unknown: boolean): Finding {
  return {
    rule: violation.policy,
    pack: violation.pack,
    title: policy === undefined ? violation.policy : title(policy),
    risk: riskOf(violation.policy),
    severity: violation.severity,
    kind: unknown ? "unknown" : "violated",
    resource: resourceOf(violation.urn),
    reason: violation.message,
    remedy: policy === undefined || policy.remediationSteps === "" ? null : policy.remediationSteps,
  };
}

function resourceOf(urn: string | undefined): Finding["resource"] {
  if (urn === undefined || urn === "") {
    return null;
  }
  const { name, type } = parseUrn(urn);
  return { urn, name, type };
}

function isMandatory(policy: PolicyInfo | undefined): boolean {
  return policy?.enforcementLevel === "mandatory" || policy?.enforcementLevel === "remediate";
}

function title(policy: PolicyInfo): string {
  return policy.displayName === "" ? policy.name : policy.displayName;
}

function key(pack: string, policy: string): string {
  return JSON.stringify([pack, policy]);
}

/** By risk (hygiene last), rule, resource and reason: the engine reports in the order of its calls, which varies. */
function byRule<T extends JudgedRule | Finding>(one: T, other: T): number {
  const [left, right] = [one, other].map((entry) => [
    entry.risk === "AZURE" ? "~" : entry.risk,
    entry.rule,
    entry.pack,
    "reason" in entry ? (entry.resource?.urn ?? "") : "",
    "reason" in entry ? entry.reason : "",
  ]);
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
