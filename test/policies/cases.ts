/** Cases of a rule: what it refuses, with the words that must be in the message, and what it lets pass. */
import assert from "node:assert/strict";
import type { PlanResource } from "../../plan/format";
import type { Rule } from "../../policies/framework/rule";
import { judge } from "./analyzer";

/** What must be refused, and what the message must say. */
export interface Noncompliance {
  /** What is wrong, as a claim: "public access is on". */
  readonly when: string;
  readonly stack: readonly PlanResource[];
  readonly says: RegExp;
}

/** What must pass. */
export interface Compliance {
  readonly when: string;
  readonly stack: readonly PlanResource[];
}

/** Declares mocha tests for the cases of one rule. */
export function describeRule(
  rule: Rule,
  cases: { readonly noncompliance: readonly Noncompliance[]; readonly compliance: readonly Compliance[] },
): void {
  describe(rule.name, () => {
    cases.noncompliance.forEach(({ when, stack, says }, index) => {
      it(`Noncompliance ${index + 1}: ${when}`, async () => {
        const { verdicts } = await judge([rule], stack);
        assert.notEqual(verdicts.length, 0, "the rule says nothing");
        for (const verdict of verdicts) {
          assert.equal(verdict.mandatory, true, verdict.message);
        }
        assert.ok(
          verdicts.some(({ message }) => says.test(message)),
          `no message says ${String(says)}:\n${verdicts.map(({ message }) => message).join("\n")}`,
        );
      });
    });
    cases.compliance.forEach(({ when, stack }, index) => {
      it(`Compliance ${index + 1}: ${when}`, async () => {
        const { verdicts } = await judge([rule], stack);
        assert.deepEqual(
          verdicts.map(({ message }) => message),
          [],
        );
      });
    });
  });
}
