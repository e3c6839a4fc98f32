import assert from "node:assert/strict";
import path from "node:path";
import type { Plan } from "../../../plan/format";
import { preview } from "../../../simulator/engine";
import { compareResources, describeDifferences } from "../differential/compare";
import { fromPlan } from "../differential/comparable";
import type { StepMetadata } from "../harness/event-log";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { fillsAnUnknown } from "./deployed";

const POLICIES = path.join(ROOT, "policies");
/** What users read when they consent to the scope: it stands in that server's Entra application and nowhere else. */
const CHANGED_SETTING = { before: "Report the condition of a trail", after: "Report what a trail is like" };

/** The resources that a step does something to, by URN, with what. */
function doings(steps: readonly { readonly urn: string; readonly op: string }[]): readonly string[] {
  return [
    ...new Set(steps.filter(({ op }) => op !== "same" && op !== "read").map(({ op, urn }) => `${op} ${urn}`)),
  ].sort();
}

function managed(steps: readonly StepMetadata[]): readonly StepMetadata[] {
  return steps.filter(({ type }) => !type.startsWith("pulumi:providers:"));
}

describe("the life of dev under the real CLI", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;
  let planned: Previewed;
  let deployed: Plan;

  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "dev" });
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  it("up creates what preview announced", async () => {
    planned = await stack.preview({ policyPacks: [POLICIES] });
    assert.equal(planned.code, 0, planned.stdout + planned.stderr);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    const made = managed(up.events.finished).filter(({ op }) => op !== "same");
    const announced = planned.steps.filter(({ newState }) => newState?.type.startsWith("pulumi:providers:") === false);
    assert.deepEqual(doings(made), doings(announced));
  });

  it("what is deployed is what our offline plan says, but for what only Azure knows", async () => {
    deployed = await stack.export();
    const ours = await preview({
      root: stack.folder,
      stack: "dev",
      program: path.join(ROOT, "build/.js/infra.js"),
      policyPacks: [],
    });
    const differences = compareResources(fromPlan(deployed), fromPlan(ours.plan)).filter(
      (difference) => !fillsAnUnknown(difference),
    );
    assert.equal(differences.length, 0, describeDifferences(differences));
  });

  it("the pack finds in the state what it found in the preview: nothing mandatory", async () => {
    const { code, stdout, stderr } = await stack.run(["policy", "analyze", "--policy-pack", POLICIES]);
    assert.equal(code, 0, stdout + stderr);
  });

  it("up again changes nothing", async () => {
    const again = await stack.up({ policyPacks: [POLICIES], args: ["--expect-no-changes"] });
    assert.equal(again.code, 0, again.stdout + again.stderr);
  });

  it("refresh finds everything as it was left", async () => {
    const refreshed = await stack.refresh({ args: ["--expect-no-changes"] });
    assert.equal(refreshed.code, 0, refreshed.stdout + refreshed.stderr);
  });

  it("one setting changed changes what preview announces, and only in that server's application", async () => {
    stack.edit("stacks/Pulumi.dev.yaml", CHANGED_SETTING.before, CHANGED_SETTING.after);
    const announced = await stack.preview({ policyPacks: [POLICIES] });
    assert.equal(announced.code, 0, announced.stdout + announced.stderr);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.deepEqual(doings(managed(up.events.finished)), doings(announced.steps));
    const touched = doings(announced.steps);
    assert.ok(touched.length > 0, "nothing changed at all");
    assert.deepEqual(
      touched.filter((line) => !/^update .*azuread:index\/application:Application::trails/.test(line)),
      [],
    );
  });

  it("destroy refuses what is protected and, once unprotected, leaves nothing", async () => {
    const refused = await stack.destroy();
    assert.notEqual(refused.code, 0);
    assert.match(refused.stdout + refused.stderr, /protect/);
    assert.equal((await stack.run(["state", "unprotect", "--all", "--yes"])).code, 0);
    const destroyed = await stack.destroy();
    assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
    assert.deepEqual((await stack.export()).deployment.resources, []);
  });
});
