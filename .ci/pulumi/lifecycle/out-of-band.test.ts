import assert from "node:assert/strict";
import path from "node:path";
import { isObject } from "../../../plan/values";
import type { Resident } from "../../../simulator/engine/providers/cloud/cloud";
import { JsonTree } from "../../../simulator/engine/providers/cloud/json-tree";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack } from "../harness/stack";
import { announced, done, short } from "./doings";

const POLICIES = path.join(ROOT, "policies");

describe("a deployed dev that somebody changes in the portal", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;
  let live: JsonTree<Resident>;
  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "dev", compiled: true });
    const up = await stack.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    live = new JsonTree<Resident>(path.join(stack.cloud, "live"));
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  /** The resource that stands for one of the program's. */
  async function resident(type: string, name: string): Promise<Resident> {
    const { resources } = (await stack.export()).deployment;
    const id = resources.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.id ?? "";
    const found = live.read(id);
    assert.ok(found, `${type} ${name} is not in the cloud as ${id}`);
    return found;
  }

  it("a vault that was opened is seen by refresh, refused by the pack in the state, and closed again by up", async () => {
    const vault = await resident("azure-native:keyvault:Vault", "vault");
    const { properties } = vault.properties;
    assert.ok(isObject(properties ?? null) && isObject(properties));
    live.write(vault.id, {
      ...vault,
      properties: { ...vault.properties, properties: { ...properties, publicNetworkAccess: "Enabled" } },
    });
    assert.equal((await stack.refresh()).code, 0);
    const judged = await stack.run(["policy", "analyze", "--policy-pack", POLICIES]);
    assert.notEqual(judged.code, 0);
    assert.match(judged.stdout + judged.stderr, /mcp01-vault-closed/);

    const preview = await stack.preview({ policyPacks: [POLICIES] });
    assert.deepEqual(announced(preview).map(short), ["update azure-native:keyvault:Vault vault"]);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.deepEqual((await resident("azure-native:keyvault:Vault", "vault")).properties.properties, properties);
  });

  it("diagnostic settings that were deleted are made again, and nothing else", async () => {
    const logs = await resident("azure-native:monitor:DiagnosticSetting", "vault");
    live.remove(logs.id);
    assert.equal((await stack.refresh()).code, 0);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.deepEqual(done(up).map(short), ["create azure-native:monitor:DiagnosticSetting vault"]);
    assert.deepEqual(live.read(logs.id), logs);
  });

  it("an administrator's lock refuses a removal by its own code, and without it up goes on", async () => {
    const app = await resident("azure-native:app:ContainerApp", "trails");
    const lock = {
      id: `${app.id}/providers/Microsoft.Authorization/locks/administrators`,
      type: "Microsoft.Authorization/locks",
      properties: { level: "CanNotDelete" },
    };
    live.write(lock.id, lock);
    stack.edit("stacks/Pulumi.dev.yaml", "    - name: trails\n", "    - name: paths\n");
    const locked = stack.read("stacks/tools/trails.lock.json").replace(`"server": "trails"`, `"server": "paths"`);
    stack.write("stacks/tools/paths.lock.json", locked);
    const refused = await stack.up();
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /ScopeLocked/);
    assert.ok(live.read(app.id), "the app is gone in spite of the lock");

    live.remove(lock.id);
    const up = await stack.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.equal(live.read(app.id), undefined);
  });
});
