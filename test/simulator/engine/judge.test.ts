import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Plan, PlanResource } from "../../../plan/format";
import { InterruptedError } from "../../../simulator/engine";
import { judgePlan, type JudgeRequest, type JudgeResult } from "../../../simulator/engine/judge";
import { CLOSED, failureOf, judgedBy, packFolder, shortUrn } from "./fixture";

const ROOT = process.cwd();

function planOf(resources: readonly PlanResource[]): Plan {
  return { version: 3, deployment: { manifest: {}, resources } };
}

function judge(plan: Plan, pack: string, more: Partial<JudgeRequest> = {}): Promise<JudgeResult> {
  const policyPacks = [{ path: packFolder(pack) }];
  return judgePlan({ root: ROOT, plan, stack: "dev", project: "fixtures", policyPacks, ...more });
}

function group(name: string, more: Partial<PlanResource> = {}): PlanResource {
  const type = "azure-native:resources:ResourceGroup";
  const parent = "urn:pulumi:dev::fixtures::pulumi:pulumi:Stack::fixtures-dev";
  const inputs = { resourceGroupName: name };
  return { urn: `urn:pulumi:dev::fixtures::${type}::${name}`, type, custom: true, parent, inputs, ...more };
}

function violated({ violations }: JudgeResult, policy: string): string[] {
  return violations.filter((one) => one.policy === policy).map(({ urn }) => shortUrn(urn).split("::").pop() ?? "");
}

function shortName(line: string): string {
  const [level = "", policy = "", urn] = line.split(" ");
  return `${level} ${policy} ${shortUrn(urn).split("::").pop() ?? ""}`;
}

describe("engine: judging a plan", () => {
  it("gives the verdicts of the preview that made the plan", async () => {
    const { plan, violations, notApplicable, policies } = await judgedBy("judging");
    const judged = await judge(plan, "judging");
    // A plan does not hold how default providers are configured, which one of this pack's messages repeats.
    const lines = (found: typeof violations): string[] =>
      found.map(({ policy, urn, enforcementLevel }) => `${enforcementLevel} ${policy} ${urn ?? ""}`);
    const needsSecret = lines(judged.violations).filter((line) => !lines(violations).includes(line));
    assert.deepEqual(
      lines(judged.violations).filter((line) => !needsSecret.includes(line)),
      lines(violations),
    );
    // The one that reads a value which the plan holds closed cannot say that all is well.
    assert.deepEqual(needsSecret.map(shortName), ["advisory group-has-owner hidden"]);
    assert.deepEqual(judged.policies, policies);
    const managed = notApplicable.filter(({ urn = "" }) => !urn.includes("pulumi:providers:"));
    assert.deepEqual(
      judged.notApplicable.filter(({ urn = "" }) => !urn.includes("pulumi:providers:")),
      managed,
    );
  });

  it("judges neither what is only read nor what is to be deleted", async () => {
    const resources = [
      group("own"),
      group("read", { external: true }),
      { ...group("old"), delete: true } as PlanResource,
    ];
    assert.deepEqual(violated(await judge(planOf(resources), "judging"), "group-has-owner"), ["own"]);
  });

  it("gives a rule a closed secret as an unknown value, so that it cannot pass because of what stands there", async () => {
    const plan = planOf([group("hidden", { inputs: { resourceGroupName: CLOSED, tags: { owner: "a" } } })]);
    const [violation] = (await judge(plan, "judging")).violations.filter(({ policy }) => policy === "group-is-known");
    assert.match(violation?.message ?? "", /can't run policy 'group-is-known'/);
  });

  it("tells what a rule would remedy, and judges what is there", async () => {
    const { remediations, violations } = await judge(planOf([group("bare")]), "remedying");
    assert.deepEqual(
      remediations.map(({ policy }) => policy),
      ["group-gets-owner"],
    );
    assert.deepEqual(
      violations.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
      [["group-gets-owner", "mandatory"]],
    );
  });

  it("says so when a rule fails, a pack does not load or never answers", async () => {
    const plan = planOf([group("bare")]);
    assert.match(
      (await failureOf(judge(plan, "throws-in-rule"))).message,
      /rule of policy pack 'throws-in-rule' failed/,
    );
    assert.match((await failureOf(judge(plan, "throws-at-load"))).message, /ended by itself/);
    assert.match((await failureOf(judge(plan, "not-a-pack"))).message, /not a policy pack/);
    const silent = judge(plan, "endless", { policyTimeoutMs: 1500 });
    assert.match((await failureOf(silent)).message, /gave no answer within 1\.5 s/);
  });

  it("ends when it is interrupted, before and in the middle", async () => {
    const plan = planOf([group("bare")]);
    await assert.rejects(judge(plan, "judging", { signal: AbortSignal.abort() }), InterruptedError);
    const controller = new AbortController();
    const judged = judge(plan, "endless", { signal: controller.signal });
    void wait(1000).then(() => {
      controller.abort();
    });
    await assert.rejects(judged, InterruptedError);
  });
});
