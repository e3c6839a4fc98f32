import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { azureNative } from "../../../../../simulator/engine/providers/azure-native";
import { UNKNOWN } from "../../fixture";
import { GROUP, placed, Sky, subject, SUBSCRIPTION, vault } from "./fixture";

const VAULT = "keyvault:Vault";

describe("stand-in providers with a cloud: what they remember", () => {
  let sky: Sky;
  beforeEach(() => {
    sky = new Sky();
  });
  afterEach(() => {
    sky.remove();
  });

  it("keeps each resource in a file that its id names, and takes the file away with it", () => {
    const { id, outputs } = sky.make(VAULT, vault());
    const file = sky.cloud.live.file(id);
    assert.ok(
      file.endsWith(path.join("resourcegroups", "rg", "providers", "microsoft.keyvault", "vaults", "kv-one.json")),
    );
    assert.deepEqual(sky.cloud.live.read(id.toUpperCase()), { id, type: `azure-native:${VAULT}`, properties: outputs });
    sky.arm.delete(subject(VAULT), id);
    assert.equal(existsSync(file), false);
    sky.arm.delete(subject(VAULT), id);
  });

  it("makes nothing in preview", () => {
    sky.arm.create(subject(VAULT), placed(vault()), true);
    const { id, outputs } = sky.make(VAULT, vault());
    sky.arm.update(subject(VAULT), { id, outputs }, placed(vault({ tags: { a: "b" } })), true);
    assert.equal(sky.cloud.live.read(id)?.properties.tags, undefined);
    assert.equal(sky.cloud.live.below("").length, 1);
  });

  it("leaves no unfinished file, and names one that is not JSON", () => {
    const { id } = sky.make(VAULT, vault());
    const file = sky.cloud.live.file(id);
    assert.deepEqual(readdirSync(path.dirname(file)), ["kv-one.json"]);
    writeFileSync(file, "{");
    assert.throws(() => sky.cloud.live.read(id), /kv-one\.json is not JSON/);
  });

  it("refuses to make what is there, in azure-native's words", () => {
    const { id } = sky.make(VAULT, vault());
    assert.throws(() => sky.make(VAULT, vault(), "other"), {
      message: `cannot create already existing resource '${id}'`,
    });
  });

  it("finds nothing where somebody deleted the resource", () => {
    const { id, outputs } = sky.make(VAULT, vault());
    rmSync(sky.cloud.live.file(id));
    assert.equal(sky.arm.read(subject(VAULT), id, { inputs: placed(vault()), outputs }), undefined);
  });

  it("takes for there, when a program refers to it, only what stands in a group that was not made here", () => {
    const nothing = { inputs: {}, outputs: {} };
    const elsewhere = `/subscriptions/${SUBSCRIPTION}/resourceGroups/others`;
    sky.makeGroup();
    assert.equal(sky.arm.read(subject("resources:ResourceGroup"), elsewhere, nothing)?.id, elsewhere);
    assert.equal(
      sky.arm.read(subject(VAULT), `${GROUP}/providers/Microsoft.KeyVault/vaults/absent`, nothing),
      undefined,
    );
  });

  it("finds what somebody changed, in outputs and in inputs, and nothing else in inputs", () => {
    const inputs = placed(vault({ tags: { a: "b" } }));
    const { id, outputs } = sky.make(VAULT, inputs);
    const known = { inputs, outputs };
    assert.deepEqual(sky.arm.read(subject(VAULT), id, known), { id, outputs, inputs });
    sky.edit(id, (properties) => ({
      ...properties,
      tags: { a: "b", c: "d" },
      properties: { ...(properties.properties as object), publicNetworkAccess: "Enabled", vaultUri: "https://else/" },
    }));
    const found = sky.arm.read(subject(VAULT), id, known);
    assert.deepEqual(found?.outputs.tags, { a: "b", c: "d" });
    assert.deepEqual(found.inputs.tags, { a: "b", c: "d" });
    assert.equal((found.inputs.properties as { publicNetworkAccess?: string }).publicNetworkAccess, "Enabled");
    assert.deepEqual(Object.keys(found.inputs).sort(), Object.keys(inputs).sort());
  });

  it("reads what the program never had from the cloud and its id", () => {
    const inputs = placed(vault());
    const { id } = sky.make(VAULT, inputs);
    const found = sky.arm.read(subject(VAULT), id, { inputs: {}, outputs: {} });
    assert.deepEqual(
      [found?.inputs.resourceGroupName, found?.inputs.vaultName, found?.inputs.location],
      ["rg", "kv-one", "swedencentral"],
    );
  });

  it("makes anew by an update what has gone meanwhile", () => {
    const { id, outputs } = sky.make(VAULT, vault());
    rmSync(sky.cloud.live.file(id));
    sky.arm.update(subject(VAULT), { id, outputs }, placed(vault()), false);
    assert.ok(sky.has(id));
  });

  it("previews an update with what the program gives, and of the old outputs with name and location only", () => {
    const cases: [string, Parameters<Sky["make"]>[1], string][] = [
      ["managedidentity:UserAssignedIdentity", { resourceName: "id", location: "l" }, "principalId"],
      ["operationalinsights:Workspace", { workspaceName: "log", location: "l" }, "customerId"],
    ];
    for (const [token, inputs, output] of cases) {
      const live = sky.make(token, inputs);
      assert.match(JSON.stringify(live.outputs[output]), /^"[0-9a-f-]{36}"$/);
      const changed = placed({ ...inputs, tags: { a: "b" } });
      const { id, outputs } = sky.arm.update(subject(token), live, changed, true);
      assert.equal(id, live.id);
      assert.deepEqual([outputs[output], outputs.type], [UNKNOWN, UNKNOWN]);
      assert.deepEqual([outputs.name, outputs.location, outputs.tags], [live.outputs.name, "l", { a: "b" }]);
    }
  });

  it("replaces what is named in the program only after deleting it, and what it named itself before", () => {
    const token = "managedidentity:UserAssignedIdentity";
    const { inputs } = sky.arm.check(subject(token), placed({ location: "l" }));
    sky.make(token, inputs);
    const again = sky.arm.check(subject(token), placed({ location: "l" }), inputs);
    assert.equal(again.inputs.resourceName, inputs.resourceName, "a name once made up stays");
    const moved = sky.arm.check(subject(token), placed({ location: "elsewhere" }));
    assert.notEqual(moved.inputs.resourceName, inputs.resourceName, "a successor has a name of its own");
    const difference = sky.arm.diff(subject(token), inputs, moved.inputs);
    assert.deepEqual([difference.replaces, difference.deleteBeforeReplace], [["location", "resourceName"], false]);
    const named = placed({ resourceName: "id", location: "l" });
    assert.equal(sky.arm.diff(subject(token), named, { ...named, location: "m" }).deleteBeforeReplace, true);
  });

  it("needs no cloud: without one nothing is remembered, refused or written", () => {
    const stateless = azureNative.configure({ subscriptionId: SUBSCRIPTION });
    const before = readdirSync(sky.folder);
    const first = stateless.create(subject(VAULT), placed(vault()), false);
    assert.deepEqual(stateless.create(subject(VAULT), placed(vault()), false), first);
    stateless.delete(subject(VAULT), first.id);
    const known = { inputs: placed(vault()), outputs: first.outputs };
    assert.deepEqual(stateless.read(subject(VAULT), first.id, known), { id: first.id, ...known });
    assert.deepEqual(readdirSync(sky.folder), before);
  });
});
