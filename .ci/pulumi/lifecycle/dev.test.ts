import assert from "node:assert/strict";
import path from "node:path";
import type { Plan } from "../../../plan/format";
import { preview } from "../../../simulator/engine";
import { groupOf, sameId } from "../../../simulator/engine/providers/cloud/ids";
import { openCloud } from "../../../simulator/engine/providers/cloud/open";
import { compareResources, describeDifferences } from "../differential/compare";
import { fromPlan } from "../differential/comparable";
import { agreeOnDeployed } from "../differential/judged";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { fillsAnUnknown } from "./deployed";
import { announced, done } from "./doings";

const POLICIES = path.join(ROOT, "policies");

describe("the life of dev under the real CLI", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;
  let planned: Previewed;
  let deployed: Plan;

  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "dev", compiled: true });
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
    assert.deepEqual(done(up), announced(planned));
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

  it("the CLI's own judgement of the state and ours of its export are those of the preview: nothing mandatory", async () => {
    const { code, stdout, stderr } = await stack.run(["policy", "analyze", "--policy-pack", POLICIES]);
    assert.equal(code, 0, stdout + stderr);
    await agreeOnDeployed(stack, planned.events);
  });

  it("up again changes nothing", async () => {
    const again = await stack.up({ policyPacks: [POLICIES], args: ["--expect-no-changes"] });
    assert.equal(again.code, 0, again.stdout + again.stderr);
  });

  it("refresh finds everything as it was left", async () => {
    const refreshed = await stack.refresh({ args: ["--expect-no-changes"] });
    assert.equal(refreshed.code, 0, refreshed.stdout + refreshed.stderr);
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

  it("another up of the same names is refused, since destroy has kept the vault and its group", async () => {
    const refused = await stack.up();
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /cannot create already existing resource '[^']*rg-bulwark-dev'/);
  });

  it("nor does it help to delete the group in the portal: the vault's name stays taken, and nobody can purge it", async () => {
    const cloud = openCloud(stack.cloud);
    const vault = deployed.deployment.resources.find(({ type }) => type === "azure-native:keyvault:Vault")?.id ?? "";
    cloud.delete(groupOf(vault) ?? "");
    assert.equal(cloud.deleted.below("").find(({ id }) => sameId(id, vault))?.purgeProtected, true);
    const refused = await stack.up();
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /ConflictError[^]*already exists in deleted state/);
  });

  it("another generation is made beside them", async () => {
    // What of the first generation came to be goes first: names change, and what is protected is not replaced.
    assert.equal((await stack.run(["state", "unprotect", "--all", "--yes"])).code, 0);
    assert.equal((await stack.destroy()).code, 0);
    stack.edit(
      "stacks/Pulumi.dev.yaml",
      "  bulwark:environment: dev\n",
      "  bulwark:environment: dev\n  bulwark:generation: 2\n",
    );
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
  });
});
