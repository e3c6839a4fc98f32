import assert from "node:assert/strict";
import { armKeyOf, armKeyOfId } from "../../plan/arm-id";
import { ARM_TYPES } from "../../plan/arm-types";
import { UNKNOWN, type PlanResource } from "../../plan/format";
import { PlanView } from "../../plan/view";

const vault: PlanResource = {
  urn: "urn:pulumi:s::p::azure-native:keyvault:Vault::vault",
  custom: true,
  type: "azure-native:keyvault/v20241101:Vault",
  inputs: { resourceGroupName: "rg-Test", vaultName: "kv-Test" },
};
const vaultId = "/subscriptions/1/resourceGroups/rg-test/providers/Microsoft.KeyVault/vaults/kv-test";

describe("ARM ids of planned resources", () => {
  it("have as many names as the ARM type has segments", () => {
    for (const [token, { type, names }] of Object.entries(ARM_TYPES)) {
      assert.equal(names.length, type.split("/").length - 1, token);
    }
  });

  it("are found whatever the case, the subscription and the version in the token", () => {
    const view = new PlanView([vault]);
    assert.equal(view.byArmId(vaultId), vault);
    assert.equal(view.byArmId(vaultId.toUpperCase().replace("/SUBSCRIPTIONS/1", "/subscriptions/other")), vault);
    assert.equal(view.byArmId(`${vaultId}/`), vault);
  });

  it("mean no other resource, and nothing where they are unknown or no ids", () => {
    const view = new PlanView([vault]);
    for (const id of [`${vaultId}-2`, UNKNOWN, "kv-test", "", undefined, 7]) {
      assert.equal(view.byArmId(id), undefined);
    }
  });

  it("are not made where a name is unknown or left to Azure", () => {
    assert.equal(armKeyOf({ ...vault, inputs: { resourceGroupName: "rg", vaultName: UNKNOWN } }), undefined);
    assert.equal(armKeyOf({ ...vault, inputs: { resourceGroupName: "rg" } }), undefined);
  });

  it("of an extension resource begin with what it extends", () => {
    const lock: PlanResource = {
      urn: "u",
      custom: true,
      type: "azure-native:authorization:ManagementLockByScope",
      inputs: { scope: vaultId, lockName: "keep" },
    };
    assert.equal(armKeyOf(lock), armKeyOfId(`${vaultId}/providers/Microsoft.Authorization/locks/keep`));
  });

  it("of a child without a name end in its logical name, as azure-native names it", () => {
    const fragment: PlanResource = {
      urn: "urn:pulumi:s::p::azure-native:apimanagement:PolicyFragment::audit",
      custom: true,
      type: "azure-native:apimanagement:PolicyFragment",
      inputs: { resourceGroupName: "rg", serviceName: "apim" },
    };
    assert.equal(
      armKeyOf(fragment),
      "/resourcegroups/rg/providers/microsoft.apimanagement/service/apim/policyfragments/audit",
    );
  });

  it("come from the resource itself where a deployed stack's export gives one", () => {
    const unknownClass: PlanResource = { urn: "u", custom: true, type: "azure-native:new:Thing", id: vaultId };
    assert.equal(new PlanView([unknownClass]).byArmId(vaultId), unknownClass);
  });
});

describe("a view of a plan", () => {
  it("holds what the stack manages: no components, no providers, no reads", () => {
    const view = new PlanView([
      vault,
      { urn: "c", custom: false, type: "bulwark:vault:Vault" },
      { urn: "p", custom: true, type: "pulumi:providers:azure-native" },
      { ...vault, urn: "r", external: true },
    ]);
    assert.deepEqual(view.resources, [vault]);
    assert.equal(view.byUrn("c")?.type, "bulwark:vault:Vault");
  });

  it("finds resources by normal type", () => {
    assert.deepEqual(new PlanView([vault]).ofType("azure-native:keyvault:Vault", "azure-native:app:Job"), [vault]);
  });
});
