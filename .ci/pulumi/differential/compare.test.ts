import assert from "node:assert/strict";
import type { PlanResource } from "../../../plan/format";
import { compareLines, compareResources } from "./compare";
import { fromPlan, fromPreview } from "./comparable";

const RESOURCE: PlanResource = {
  urn: "urn:pulumi:dev::bulwark::azure-native:keyvault:Vault::vault",
  type: "azure-native:keyvault:Vault",
  custom: true,
  inputs: { properties: { sku: "standard", rules: [{ action: "Deny" }] } },
  parent: "urn:pulumi:dev::bulwark::pulumi:pulumi:Stack::bulwark-dev",
  dependencies: ["urn:a", "urn:b"],
  propertyDependencies: { properties: ["urn:a"] },
  protect: true,
};

function placesOf(changed: Partial<PlanResource>): readonly string[] {
  const real = fromPreview([{ op: "create", urn: RESOURCE.urn, newState: RESOURCE }]);
  const ours = fromPlan({
    version: 3,
    deployment: { manifest: {}, resources: [{ ...RESOURCE, ...changed }] },
  });
  return compareResources(real, ours).map(({ path }) => path);
}

describe("the comparison of two plans", () => {
  it("finds nothing between equal ones, whatever the order of dependencies", () => {
    assert.deepEqual(placesOf({ dependencies: ["urn:b", "urn:a"] }), []);
  });

  const changes: readonly (readonly [place: string, changed: Partial<PlanResource>])[] = [
    ["inputs.properties.sku", { inputs: { properties: { sku: "premium", rules: [{ action: "Deny" }] } } }],
    [
      "inputs.properties.rules[0].action",
      { inputs: { properties: { sku: "standard", rules: [{ action: "Allow" }] } } },
    ],
    ["parent", { parent: "urn:another" }],
    ["dependencies", { dependencies: ["urn:a"] }],
    ["propertyDependencies.properties", { propertyDependencies: {} }],
    ["protect", { protect: false }],
    ["retainOnDelete", { retainOnDelete: true }],
    ["provider", { provider: "urn:pulumi:dev::bulwark::pulumi:providers:azure-native::explicit::id" }],
    ["type", { type: "azure-native:keyvault:Key" }],
  ];
  for (const [place, changed] of changes) {
    it(`finds a difference in ${place}`, () => {
      assert.deepEqual(placesOf(changed), [place]);
    });
  }

  it("finds a resource that only one of them has", () => {
    const one = fromPreview([{ op: "create", urn: RESOURCE.urn, newState: RESOURCE }]);
    assert.equal(compareResources(one, new Map()).length, 1);
    assert.equal(compareResources(new Map(), one).length, 1);
  });

  it("finds a verdict that one of them gives more often", () => {
    assert.deepEqual(compareLines(["a", "a", "b"], ["b", "a"]), [{ subject: "a", path: "times", real: 2, ours: 1 }]);
  });
});
