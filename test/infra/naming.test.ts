import assert from "node:assert/strict";
import fc from "fast-check";
import { armIdsOf, namesOf, type Names } from "../../infra/naming";
import type { Settings } from "../../infra/settings/types";
import rules from "./naming.rules.json";
import { settingsWith } from "./settings.fixture";

type Rule = (typeof rules.names)[number];

function ruleFor(armType: string): Rule {
  const rule = rules.names.find((candidate) => candidate.armType === armType);
  assert.ok(rule, `test/infra/naming.rules.json has no rule for ${armType}`);
  return rule;
}

/** Which of Azure's rules each of our names is held to. */
const held: Readonly<Record<string, (names: Names) => string>> = {
  "Microsoft.Resources/resourceGroups": (names) => names.resourceGroup,
  "Microsoft.Network/virtualNetworks": (names) => names.virtualNetwork,
  "Microsoft.Network/virtualNetworks/subnets": (names) => names.subnet("endpoints"),
  "Microsoft.Network/networkSecurityGroups": (names) => names.securityGroup("endpoints"),
  "Microsoft.Network/natGateways": (names) => names.natGateway,
  "Microsoft.Network/publicIPAddresses": (names) => names.natAddress,
  "Microsoft.Network/privateEndpoints": (names) => names.privateEndpoint("containerEnvironment"),
  "Microsoft.OperationalInsights/workspaces": (names) => names.workspace,
  "Microsoft.Insights/components": (names) => names.applicationInsights,
  "Microsoft.KeyVault/vaults": (names) => names.vault,
  "Microsoft.ContainerRegistry/registries": (names) => names.registry,
  "Microsoft.CognitiveServices/accounts": (names) => names.contentSafety,
  "Microsoft.ApiManagement/service": (names) => names.gateway,
  "Microsoft.App/managedEnvironments": (names) => names.containerEnvironment,
  "Microsoft.App/containerApps": (names) => names.containerApp("a-server-name-of-20c"),
  "Microsoft.ApiCenter/services": (names) => names.apiCenter,
  "Microsoft.Cdn/profiles": (names) => names.frontDoor,
  "Microsoft.ManagedIdentity/userAssignedIdentities": (names) => names.identity("a-server-name-of-20c"),
};

const stackNames = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/);

describe("names of Azure resources", () => {
  for (const [armType, nameOf] of Object.entries(held)) {
    it(`keeps ${armType} within Azure's length and alphabet for any stack name`, () => {
      const rule = ruleFor(armType);
      fc.assert(
        fc.property(stackNames, fc.integer({ min: 1, max: 99 }), (stack, generation) => {
          const name = nameOf(namesOf(settingsWith({ stack, generation })));
          assert.match(name, new RegExp(rule.pattern, "u"));
          assert.ok(
            name.length >= rule.min && name.length <= rule.max,
            `${name} has ${String(name.length)} characters`,
          );
        }),
      );
    });
  }

  const globallyUnique: readonly (keyof Names & ("vault" | "registry" | "contentSafety" | "gateway"))[] = [
    "vault",
    "registry",
    "contentSafety",
    "gateway",
  ];
  const changes: Readonly<Record<string, Partial<Settings>>> = {
    "another generation": { generation: 2 },
    "another stack": { stack: "staging" },
    "another subscription": {
      azure: { ...settingsWith({}).azure, subscriptionId: "33333333-3333-4333-8333-333333333333" },
    },
  };
  for (const [change, overrides] of Object.entries(changes)) {
    it(`gives fresh globally unique names to ${change}`, () => {
      const before = namesOf(settingsWith({}));
      const after = namesOf(settingsWith(overrides));
      for (const key of globallyUnique) assert.notEqual(after[key], before[key], key);
    });
  }

  it("gives another generation a resource group of its own: what destroy leaves stands in the first one's", () => {
    const groups = [1, 2, 3].map((generation) => namesOf(settingsWith({ generation })).resourceGroup);
    assert.equal(new Set(groups).size, 3);
  });

  it("gives two stacks different resource groups, however alike their names are", () => {
    fc.assert(
      fc.property(stackNames, stackNames, (one, other) => {
        fc.pre(one !== other);
        const groups = [one, other, one.toUpperCase(), `${one}.`].map(
          (stack) => namesOf(settingsWith({ stack })).resourceGroup,
        );
        assert.equal(new Set(groups).size, new Set([one, other, one.toUpperCase(), `${one}.`]).size);
      }),
    );
  });
});

describe("identifier URIs", () => {
  it("tell stacks and servers apart, wherever a hyphen stands", () => {
    const one = namesOf(settingsWith({ stack: "a-b" })).applicationUri("c");
    const other = namesOf(settingsWith({ stack: "a" })).applicationUri("b-c");
    assert.notEqual(one, other);
  });
});

describe("ARM ids", () => {
  const settings = settingsWith({});
  const names = namesOf(settings);
  const arm = armIdsOf(settings, names);

  it("writes a child's id with its parent's name", () => {
    assert.equal(
      arm.id("Microsoft.Network/virtualNetworks/subnets", "v", "s"),
      `/subscriptions/${settings.azure.subscriptionId}/resourceGroups/${names.resourceGroup}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
    );
  });

  it("refuses a name too few or too many", () => {
    assert.throws(() => arm.id("Microsoft.Network/virtualNetworks/subnets", "v"), /takes 2 names, found 1/);
    assert.throws(() => arm.id("Microsoft.KeyVault/vaults", "v", "s"), /takes 1 names, found 2/);
  });
});
