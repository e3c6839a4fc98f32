import assert from "node:assert/strict";
import { azureNative } from "../../../../simulator/engine/providers/azure-native";
import { armId, inputsOfId, knownClass } from "../../../../simulator/engine/providers/azure-native-classes";
import classes from "../../../../simulator/engine/providers/shapes/classes.json";
import type { Properties } from "../../../../simulator/engine/values";
import { UNKNOWN } from "../fixture";

const SUBSCRIPTION = "22222222-2222-4222-8222-222222222222";
const provider = azureNative.configure({ subscriptionId: SUBSCRIPTION, location: "swedencentral", tenantId: "t" });
const subject = (type: string, name = "x") => ({ type, name, urn: `urn:pulumi:dev::p::${type}::${name}` });
const VAULT = "azure-native:keyvault:Vault";
const vault = (change: Properties = {}): Properties => ({
  resourceGroupName: "rg",
  vaultName: "kv-one",
  properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
  ...change,
});
const reasons = (type: string, inputs: Properties): string[] =>
  provider.check(subject(type), inputs).failures.map(({ reason }) => reason);

describe("stand-in azure-native: Check", () => {
  it("passes what is right, and adds the stack's location where the class has one", () => {
    const { inputs, failures } = provider.check(subject(VAULT), vault());
    assert.deepEqual(failures, []);
    assert.equal(inputs.location, "swedencentral");
    assert.equal(provider.check(subject(VAULT), vault({ location: "westeurope" })).inputs.location, "westeurope");
    const setting = provider.check(subject("azure-native:apimanagement:ApiPolicy"), {
      ...{ resourceGroupName: "rg", serviceName: "s", apiId: "a", policyId: "policy", value: "<policies/>" },
    });
    assert.equal(setting.inputs.location, undefined);
  });

  it("refuses what is missing, at every depth, all at once", () => {
    assert.deepEqual(reasons(VAULT, { vaultName: "kv-one", properties: { sku: {} } }), [
      "missing required property 'resourceGroupName'",
      "missing required property 'properties.tenantId'",
      "missing required property 'properties.sku.family'",
      "missing required property 'properties.sku.name'",
    ]);
  });

  it("refuses the wrong JSON type, in lists and maps too", () => {
    assert.deepEqual(reasons(VAULT, vault({ tags: { a: 1 } })), [
      "'tags.a' should be of type 'string' but got a number",
    ]);
    assert.deepEqual(
      reasons("azure-native:network:VirtualNetwork", {
        resourceGroupName: "rg",
        addressSpace: { addressPrefixes: "10.0.0.0/16" },
      }),
      ["'addressSpace.addressPrefixes' should be of type 'array' but got a string"],
    );
  });

  it("refuses a name that ARM's pattern or length refuses", () => {
    assert.match(reasons(VAULT, vault({ vaultName: "no_underscores" })).join(), /does not match expression/);
    assert.match(
      reasons("azure-native:containerregistry:Registry", {
        resourceGroupName: "rg",
        registryName: "abc",
        sku: { name: "Premium" },
      }).join(),
      /3 characters long/,
    );
  });

  it("says how to give a location when neither resource nor stack does", () => {
    const homeless = azureNative.configure({});
    const [failure] = homeless.check(subject(VAULT), vault()).failures;
    assert.match(failure?.reason ?? "", /missing required property 'location'.*azure-native:location/);
  });

  it("lets unknowns pass, and classes that are not in the table", () => {
    assert.deepEqual(reasons(VAULT, vault({ vaultName: UNKNOWN, properties: UNKNOWN })), []);
    assert.deepEqual(reasons("azure-native:web:WebApp", { anything: 1 }), []);
  });

  it("names what the program does not: children as their resource, others with a suffix, role assignments by GUID", () => {
    const named = (type: string, input: string): unknown => provider.check(subject(type, "audit"), {}).inputs[input];
    // SDKs drop an input called `id`: this is how a policy fragment gets its name at all.
    assert.equal(named("azure-native:apimanagement:PolicyFragment", "id"), "audit");
    assert.match(String(named("azure-native:resources:ResourceGroup", "resourceGroupName")), /^audit[0-9a-f]{8}$/);
    assert.match(String(named("azure-native:authorization:RoleAssignment", "roleAssignmentName")), /^[0-9a-f-]{36}$/);
  });
});

describe("stand-in azure-native: preview", () => {
  it("shows inputs as outputs and leaves unknown what the program did not give, at every depth", () => {
    const { id, outputs } = provider.create(subject(VAULT), vault({ location: "l" }), true);
    assert.equal(id, "");
    const properties = outputs.properties as Properties;
    assert.deepEqual([properties.tenantId, properties.vaultUri, outputs.location], ["t", UNKNOWN, "l"]);
    assert.deepEqual(properties.sku, { family: "A", name: "standard" });
    assert.deepEqual([outputs.name, outputs.type, outputs.tags], [UNKNOWN, UNKNOWN, UNKNOWN]);
  });

  it("leaves inputs that are no outputs of the service out, as the real provider does", () => {
    const { outputs } = provider.create(subject(VAULT), vault(), true);
    assert.deepEqual([outputs.resourceGroupName, outputs.vaultName], [undefined, undefined]);
  });

  it("previews an update as a creation, but keeps name and location of the resource as it is", () => {
    const live = provider.create(subject(VAULT), vault({ location: "l" }), false);
    const { id, outputs } = provider.update(subject(VAULT), live, vault({ location: "l", tags: { a: "b" } }), true);
    assert.equal(id, live.id);
    assert.deepEqual([outputs.name, outputs.location, outputs.tags], ["kv-one", "l", { a: "b" }]);
    assert.deepEqual([(outputs.properties as Properties).vaultUri, outputs.type], [UNKNOWN, UNKNOWN]);
  });
});

describe("stand-in azure-native: creation", () => {
  it("gives ARM ids by subscription, group, ancestors and name", () => {
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
    const cases: [string, Properties, string][] = [
      ["azure-native:resources:ResourceGroup", { resourceGroupName: "rg" }, group],
      [VAULT, vault(), `${group}/providers/Microsoft.KeyVault/vaults/kv-one`],
      [
        "azure-native:apimanagement:ApiOperationPolicy",
        { resourceGroupName: "rg", serviceName: "s", apiId: "a", operationId: "o", policyId: "policy" },
        `${group}/providers/Microsoft.ApiManagement/service/s/apis/a/operations/o/policies/policy`,
      ],
      [
        "azure-native:apicenter:Deployment",
        { resourceGroupName: "rg", serviceName: "s", workspaceName: "w", apiName: "a", deploymentName: "d" },
        `${group}/providers/Microsoft.ApiCenter/services/s/workspaces/w/apis/a/deployments/d`,
      ],
      [
        "azure-native:storage:BlobContainer",
        { resourceGroupName: "rg", accountName: "a", containerName: "c" },
        `${group}/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c`,
      ],
      [
        "azure-native:authorization:RoleAssignment",
        { scope: `${group}/providers/Microsoft.KeyVault/vaults/kv-one`, roleAssignmentName: "g" },
        `${group}/providers/Microsoft.KeyVault/vaults/kv-one/providers/Microsoft.Authorization/roleAssignments/g`,
      ],
      [
        "azure-native_apimanagement_v20250901preview:apimanagement:Api",
        { resourceGroupName: "rg", serviceName: "s", apiId: "a" },
        `${group}/providers/Microsoft.ApiManagement/service/s/apis/a`,
      ],
    ];
    for (const [type, inputs, expected] of cases) {
      assert.equal(armId(type, "x", inputs, SUBSCRIPTION), expected);
      const { properties: _body, ...parts } = inputs;
      assert.deepEqual(inputsOfId(type, expected), parts);
    }
  });

  it("makes up what Azure computes, plausibly and always the same, and leaves nothing unknown", () => {
    const type = "azure-native:app:ManagedEnvironment";
    const inputs = { resourceGroupName: "rg", environmentName: "cae", location: "westeurope" };
    const first = provider.create(subject(type), inputs, false);
    assert.match(JSON.stringify(first.outputs.defaultDomain), /^"[0-9a-f]{12}\.westeurope\.azurecontainerapps\.io"$/);
    assert.equal(first.outputs.provisioningState, "Succeeded");
    assert.equal(first.outputs.name, "cae");
    assert.doesNotMatch(JSON.stringify(first), new RegExp(UNKNOWN));
    assert.deepEqual(provider.create(subject(type), inputs, false), first);
  });

  it("finds what changed, and what only a new resource can have, which must go before its successor comes", () => {
    const compared = (after: Properties) => {
      const { detailed, ...difference } = provider.diff(subject(VAULT), vault(), after);
      return { ...difference, detailed: Object.fromEntries(detailed) };
    };
    const update = { kind: "update", replaces: true };
    assert.deepEqual(compared(vault()), { changed: [], replaces: [], deleteBeforeReplace: false, detailed: {} });
    assert.deepEqual(compared(vault({ tags: { a: "b" } })).replaces, []);
    assert.deepEqual(compared(vault({ vaultName: "kv-two", tags: {} })), {
      changed: ["tags", "vaultName"],
      replaces: ["vaultName"],
      deleteBeforeReplace: true,
      detailed: { tags: { kind: "add", replaces: false }, vaultName: update },
    });
  });

  it("knows every class of its list, and each by a versioned token too", () => {
    for (const token of classes["azure-native"]) {
      assert.equal(knownClass(token)?.otherVersion, false, token);
      const [, module = "", type = ""] = token.split(":");
      assert.equal(knownClass(`azure-native_${module}_v20300101:${module}:${type}`)?.otherVersion, true, token);
    }
  });
});
