import assert from "node:assert/strict";
import type { PlanResource } from "../../plan/format";
import { isUnknownVerdict } from "../../policies/verdict";
import { rules } from "../../policies/rules";
import { plannedStack } from "../planned-stack";
import { judge } from "./analyzer";
import { described, hidden, weakened } from "./weaken";
import { WEAKENINGS } from "./weakenings";

/** Of the project's own stacks, prod is the one in which nothing is relaxed and everything is planned. */
const STACKS = ["dev", "prod"] as const;

describe("the project's own stacks under the rules", () => {
  const planned = new Map<string, readonly PlanResource[]>();
  const resourcesOf = (stack: string): readonly PlanResource[] => planned.get(stack) ?? [];

  before(async () => {
    for (const stack of STACKS) {
      planned.set(stack, (await plannedStack(stack)).plan.deployment.resources);
    }
  });

  for (const stack of STACKS) {
    it(`${stack} violates none`, async () => {
      const { verdicts } = await judge(rules, resourcesOf(stack));
      assert.deepEqual(verdicts, []);
    });
  }

  for (const rule of rules) {
    for (const weakening of WEAKENINGS[rule.name] ?? []) {
      it(`${rule.name} refuses prod with ${described(weakening)}`, async () => {
        const weak = weakened(resourcesOf("prod"), weakening);
        assert.ok(weak, "prod plans nothing that this weakening is about");
        await assertRefused(rule.name, weak);
      });

      if (weakening.kind !== "protection") {
        it(`${rule.name} refuses prod where it cannot know: ${described(weakening)}`, async () => {
          const unknown = hidden(resourcesOf("prod"), weakening);
          assert.ok(unknown, "prod plans nothing that this weakening is about");
          const messages = await assertRefused(rule.name, unknown);
          assert.ok(
            messages.some((message) => isUnknownVerdict(message)),
            messages.join("\n"),
          );
        });
      }
    }
  }
});

/** What the rule says; that it says anything less than mandatory is a failure. */
async function assertRefused(name: string, resources: readonly PlanResource[]): Promise<readonly string[]> {
  const rule = rules.find((candidate) => candidate.name === name);
  assert.ok(rule);
  const { verdicts } = await judge([rule], resources);
  assert.notEqual(verdicts.length, 0, "the rule says nothing");
  for (const verdict of verdicts) {
    assert.equal(verdict.mandatory, true, verdict.message);
  }
  return verdicts.map(({ message }) => message);
}
