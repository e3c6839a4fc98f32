import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import type { Properties } from "../../../../../simulator/engine/values";
import { gateway, GROUP, placed, Sky, subject, vault } from "./fixture";

const VAULT = "keyvault:Vault";
const SERVICE = "apimanagement:ApiManagementService";
const NETWORK = "network:VirtualNetwork";
const SUBNET = "network:Subnet";
const SECURITY_GROUP = "network:NetworkSecurityGroup";
const LOCK = "authorization:ManagementLockByScope";
const ENDPOINT = "network:PrivateEndpoint";

const refusal = (code: string) => ({
  name: "Error",
  message: new RegExp(`^Status=\\d{3} Code="${code}" Message=".+"$`),
});

describe("stand-in azure-native with a cloud: what it refuses", () => {
  let sky: Sky;
  beforeEach(() => {
    sky = new Sky();
    sky.makeGroup();
  });
  afterEach(() => {
    sky.remove();
  });
  const change = (token: string, id: string, inputs: Properties): void => {
    sky.arm.update(subject(token), { id, outputs: {} }, placed(inputs), false);
  };
  const erase = (id: string): void => {
    sky.arm.delete(subject("any:Thing"), id);
  };
  const network = (): void => {
    sky.make(NETWORK, { virtualNetworkName: "vnet", location: "swedencentral" });
  };
  const endpoint = (target: string, connections = "privateLinkServiceConnections"): Properties => ({
    privateEndpointName: "pep",
    location: "swedencentral",
    subnet: { id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints` },
    [connections]: [{ name: "pep", privateLinkServiceId: target, groupIds: ["Gateway"] }],
  });

  describe("a management lock", () => {
    const lock = (scope: string, level: string) => sky.make(LOCK, { scope, level, lockName: "keep" }).id;

    it("holds its scope and everything below it, extensions and connections too, until it is deleted", () => {
      const { id } = sky.make(VAULT, vault());
      const setting = sky.make("monitor:DiagnosticSetting", { resourceUri: id, name: "audit" }).id;
      const elsewhere = sky.make("managedidentity:UserAssignedIdentity", { resourceName: "id", location: "l" }).id;
      const pep = sky.make(ENDPOINT, endpoint(id)).id;
      const keep = lock(id, "CanNotDelete");
      for (const held of [id, setting, pep, GROUP]) {
        assert.throws(() => {
          erase(held);
        }, refusal("ScopeLocked"));
        assert.ok(sky.has(held));
      }
      change(VAULT, id, vault({ tags: { a: "b" } }));
      erase(elsewhere);
      erase(keep);
      erase(id);
      assert.equal(sky.has(id), false);
    });

    it("of level ReadOnly refuses changes and new children too", () => {
      const { id } = sky.make(VAULT, vault());
      const keep = lock(id, "ReadOnly");
      assert.throws(() => {
        change(VAULT, id, vault({ tags: { a: "b" } }));
      }, refusal("ScopeLocked"));
      assert.throws(() => {
        erase(GROUP);
      }, refusal("ScopeLocked"));
      assert.throws(
        () => sky.make("monitor:DiagnosticSetting", { resourceUri: id, name: "a" }),
        refusal("ScopeLocked"),
      );
      erase(keep);
      change(VAULT, id, vault({ tags: { a: "b" } }));
    });
  });

  describe("a name that a deleted resource holds", () => {
    it("is refused to a new vault, and the record says whether it can be purged", () => {
      const { id } = sky.make(VAULT, vault({}, { softDeleteRetentionInDays: 7 }));
      erase(id);
      const held = sky.cloud.deleted.read("Microsoft.KeyVault/vaults/kv-one");
      assert.deepEqual(held, { id, retentionDays: 7, purgeProtected: true });
      assert.throws(() => sky.make(VAULT, vault()), refusal("ConflictError"));
      assert.throws(() => sky.make(VAULT, vault({ resourceGroupName: "another" })), refusal("ConflictError"));
      sky.make(VAULT, vault({ vaultName: "kv-two" }));
      sky.make(VAULT, vault({}, { createMode: "recover" }));
      assert.equal(sky.cloud.deleted.read("Microsoft.KeyVault/vaults/kv-one"), undefined);
    });

    it("is held also when the whole group went, and is free once somebody has purged it", () => {
      sky.make(VAULT, vault({}, { enablePurgeProtection: false }));
      erase(GROUP);
      sky.makeGroup();
      assert.throws(() => sky.make(VAULT, vault()), refusal("ConflictError"));
      rmSync(sky.cloud.deleted.file("Microsoft.KeyVault/vaults/kv-one"));
      sky.make(VAULT, vault());
    });

    it("is refused to a new API Management and a new Cognitive Services account, each in its own words", () => {
      const account: Properties = { accountName: "cs", location: "swedencentral", kind: "ContentSafety" };
      const made = [sky.make(SERVICE, gateway("Enabled")), sky.make("cognitiveservices:Account", account)];
      made.forEach(({ id }) => {
        erase(id);
      });
      assert.throws(() => sky.make(SERVICE, gateway("Enabled")), refusal("ServiceAlreadyExistsInSoftDeletedState"));
      assert.throws(() => sky.make("cognitiveservices:Account", account), refusal("FlagMustBeSetForRestore"));
      sky.make(SERVICE, { ...gateway("Enabled"), restore: true });
      sky.make("cognitiveservices:Account", { ...account, properties: { restore: true } });
    });

    it("is no hindrance to a Log Analytics workspace, which comes back", () => {
      const workspace = { workspaceName: "log", location: "swedencentral" };
      const { id, outputs } = sky.make("operationalinsights:Workspace", workspace);
      erase(id);
      assert.equal(sky.cloud.deleted.read(id)?.retentionDays, 14);
      const again = sky.make("operationalinsights:Workspace", workspace);
      assert.equal(again.outputs.customerId, outputs.customerId);
      assert.equal(sky.cloud.deleted.read(id), undefined);
    });
  });

  it("refuses a second vault of one name, wherever the first is", () => {
    sky.make(VAULT, vault({ resourceGroupName: "another" }));
    assert.throws(() => sky.make(VAULT, vault()), refusal("VaultAlreadyExists"));
  });

  describe("API Management without public access", () => {
    const close = (id: string): void => {
      change(SERVICE, id, gateway("Disabled"));
    };

    it("cannot be created", () => {
      assert.throws(
        () => sky.make(SERVICE, gateway("Disabled")),
        refusal("ActivateServiceWithPrivateEndpointAccessNotAllowed"),
      );
    });

    it("is reached by an update once an endpoint leads to it, and stays", () => {
      const { id } = sky.make(SERVICE, gateway("Enabled"));
      assert.throws(() => {
        close(id);
      }, refusal("NotSupported"));
      const pep = sky.make(ENDPOINT, endpoint(id)).id;
      close(id);
      erase(pep);
      assert.equal(sky.has(`${id}/privateEndpointConnections/pep`), false);
      close(id);
    });

    it("waits until somebody approves what was asked for by hand, or by Front Door", () => {
      const { id } = sky.make(SERVICE, gateway("Enabled"));
      const approve = (connection: string): void => {
        sky.edit(connection, (properties) => ({
          ...properties,
          privateLinkServiceConnectionState: { status: "Approved" },
        }));
      };
      sky.make(ENDPOINT, endpoint(id, "manualPrivateLinkServiceConnections"));
      assert.throws(() => {
        close(id);
      }, refusal("NotSupported"));
      approve(`${id}/privateEndpointConnections/pep`);
      change(ENDPOINT, `${GROUP}/providers/Microsoft.Network/privateEndpoints/pep`, {
        ...endpoint(id, "manualPrivateLinkServiceConnections"),
        tags: { a: "b" },
      });
      close(id);
      change(SERVICE, id, gateway("Enabled"));
      erase(`${GROUP}/providers/Microsoft.Network/privateEndpoints/pep`);
      sky.make("cdn:Profile", { profileName: "afd", location: "global", sku: { name: "Premium_AzureFrontDoor" } });
      sky.make("cdn:AFDOriginGroup", { profileName: "afd", originGroupName: "group" });
      const link = { privateLink: { id }, groupId: "Gateway", privateLinkLocation: "swedencentral" };
      const where = { profileName: "afd", originGroupName: "group", originName: "front" };
      sky.make("cdn:AFDOrigin", { ...where, hostName: "h", sharedPrivateLinkResource: link });
      assert.throws(() => {
        close(id);
      }, refusal("NotSupported"));
      approve(`${id}/privateEndpointConnections/front`);
      close(id);
    });
  });

  it("refuses to delete a subnet or a security group in use, and the network whose subnet is", () => {
    network();
    const group = sky.make(SECURITY_GROUP, { networkSecurityGroupName: "nsg", location: "swedencentral" }).id;
    const subnet = sky.make(SUBNET, {
      ...{ virtualNetworkName: "vnet", subnetName: "endpoints", addressPrefix: "10.0.0.0/24" },
      networkSecurityGroup: { id: group },
    }).id;
    const pep = sky.make(ENDPOINT, endpoint("/subscriptions/s/resourceGroups/there/providers/Microsoft.X/y/z")).id;
    const vnet = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;
    for (const [id, code] of [
      [subnet, "InUseSubnetCannotBeDeleted"],
      [vnet, "InUseSubnetCannotBeDeleted"],
      [group, "InUseNetworkSecurityGroupCannotBeDeleted"],
    ] as const) {
      assert.throws(() => {
        erase(id);
      }, refusal(code));
    }
    [pep, subnet, group, vnet].forEach(erase);
    assert.equal(sky.has(vnet), false);
  });

  it("deletes with a group everything in it", () => {
    network();
    sky.make(VAULT, vault());
    erase(GROUP);
    assert.deepEqual(sky.cloud.live.below(""), []);
  });

  describe("a parent that is not there", () => {
    const subnet = { virtualNetworkName: "vnet", subnetName: "a", addressPrefix: "10.0.0.0/24" };

    it("refuses its children and extensions in a group that the program made", () => {
      assert.throws(() => sky.make(SUBNET, subnet), refusal("ParentResourceNotFound"));
      const resourceUri = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-one`;
      assert.throws(
        () => sky.make("monitor:DiagnosticSetting", { resourceUri, name: "a" }),
        refusal("ResourceNotFound"),
      );
      network();
      sky.make(SUBNET, subnet);
    });

    it("is taken to exist in a group that was there before", () => {
      sky.make(SUBNET, { ...subnet, resourceGroupName: "the-platform-teams" });
    });

    it("is not asked for where a service makes it by itself", () => {
      sky.make("storage:StorageAccount", {
        accountName: "logs",
        location: "swedencentral",
        kind: "StorageV2",
        sku: {},
      });
      sky.make("storage:BlobContainer", { accountName: "logs", containerName: "audit" });
    });
  });

  it("refuses to make the workspace that API Center makes by itself, and takes it for a parent", () => {
    sky.make("apicenter:Service", { serviceName: "register", location: "swedencentral" });
    const workspace = { serviceName: "register", workspaceName: "default" };
    assert.throws(
      () => sky.make("apicenter:Workspace", { ...workspace, title: "a" }),
      /cannot create already existing/,
    );
    sky.make("apicenter:Api", { ...workspace, apiName: "trails", title: "a", kind: "rest" });
  });

  it("refuses a policy that refers to a named value which is not there", () => {
    sky.make(SERVICE, gateway("Enabled"));
    const policy = { serviceName: "apim", policyId: "policy", value: "<p a='{{one}}' b='{{two}}'/>", format: "rawxml" };
    const named = (name: string): void => {
      sky.make("apimanagement:NamedValue", { serviceName: "apim", namedValueId: `id-${name}`, displayName: name });
    };
    named("one");
    assert.throws(() => sky.make("apimanagement:Policy", policy), /ValidationError.*Cannot find a property 'two'/);
    named("two");
    const { id } = sky.make("apimanagement:Policy", policy);
    assert.throws(() => {
      change("apimanagement:Policy", id, { ...policy, value: "{{three}}" });
    }, refusal("ValidationError"));
  });

  it("refuses in place what is fixed at creation and azure-native does not replace for", () => {
    const environment = (internal: boolean): Properties => ({
      environmentName: "cae",
      location: "swedencentral",
      vnetConfiguration: { internal },
    });
    const token = "app:ManagedEnvironment";
    const { id } = sky.make(token, environment(true));
    assert.deepEqual(sky.arm.diff(subject(token), environment(true), environment(false)).replaces, []);
    assert.throws(() => {
      change(token, id, environment(false));
    }, refusal("PropertyChangeNotAllowed"));
    const made = sky.make(VAULT, vault());
    assert.deepEqual(sky.arm.diff(subject(VAULT), vault(), vault({ location: "westeurope" })).replaces, []);
    assert.throws(() => {
      change(VAULT, made.id, vault({ location: "westeurope" }));
    }, refusal("InvalidResourceLocation"));
    change(VAULT, made.id, vault({ location: "Sweden Central" }, { softDeleteRetentionInDays: 7 }));
    assert.throws(() => {
      change(VAULT, made.id, vault({}, { softDeleteRetentionInDays: 90 }));
    }, refusal("PropertyChangeNotAllowed"));
  });
});
