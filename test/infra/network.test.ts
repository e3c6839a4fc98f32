import assert from "node:assert/strict";
import fc from "fast-check";
import { Netmask } from "netmask";
import { addressPlan } from "../../infra/network/address-plan";
import { privateZoneName } from "../../infra/network/private-dns-zones";
import { securityRules } from "../../infra/network/security-rules";

const addressSpaces = fc
  .tuple(fc.integer({ min: 16, max: 23 }), fc.nat(0xffff))
  .map(([bits, low]) => new Netmask(`10.${low >> 8}.${low & 0xff}.0/${bits}`).toString());

describe("the address plan", () => {
  it("lies inside the network and overlaps nowhere, for every network that settings allow", () => {
    fc.assert(
      fc.property(addressSpaces, (space) => {
        const whole = new Netmask(space);
        const parts = Object.values(addressPlan(space)).map((range: string) => new Netmask(range));
        for (const [index, part] of parts.entries()) {
          assert.ok(whole.contains(part), `${part.toString()} is outside ${space}`);
          for (const other of parts.slice(index + 1)) {
            assert.ok(
              !part.contains(other) && !other.contains(part),
              `${part.toString()} overlaps ${other.toString()}`,
            );
          }
        }
      }),
    );
  });

  it("gives each subnet at least what Azure asks for", () => {
    fc.assert(
      fc.property(addressSpaces, (space) => {
        const plan = addressPlan(space);
        assert.ok(new Netmask(plan.apps).bitmask <= 27);
        assert.ok(new Netmask(plan.gateway).bitmask <= 27);
        assert.ok(new Netmask(plan.firewall).bitmask <= 26);
      }),
    );
  });
});

describe("the rules of the subnets", () => {
  const plan = addressPlan("10.40.0.0/20");
  const rules = securityRules(plan);

  for (const [role, list] of Object.entries(rules)) {
    it(`${role}: both directions end in a denial of everything`, () => {
      for (const direction of ["Inbound", "Outbound"]) {
        const last = list.filter((rule) => rule.direction === direction).at(-1);
        assert.deepEqual(
          {
            access: last?.access,
            from: last?.sourceAddressPrefix,
            to: last?.destinationAddressPrefix,
            at: last?.priority,
          },
          { access: "Deny", from: "*", to: "*", at: 4096 },
        );
      }
    });

    it(`${role}: nothing that is allowed names everybody, the internet or the whole network`, () => {
      for (const rule of list.filter((candidate) => candidate.access === "Allow")) {
        for (const prefix of [rule.sourceAddressPrefix, rule.destinationAddressPrefix]) {
          assert.ok(!["*", "Internet", "VirtualNetwork", "0.0.0.0/0", "10.40.0.0/20"].includes(prefix), rule.name);
        }
      }
    });

    it(`${role}: names and priorities are unique within a direction`, () => {
      assert.equal(new Set(list.map((rule) => rule.name)).size, list.length);
      for (const direction of ["Inbound", "Outbound"]) {
        const priorities = list.filter((rule) => rule.direction === direction).map((rule) => rule.priority);
        assert.equal(new Set(priorities).size, priorities.length);
      }
    });
  }

  it("lets nothing reach the servers' subnet but the environment itself and Azure's probes", () => {
    const sources = rules.apps
      .filter((rule) => rule.direction === "Inbound" && rule.access === "Allow")
      .map((rule) => rule.sourceAddressPrefix);
    assert.deepEqual(sources, [plan.apps, "AzureLoadBalancer"]);
  });
});

describe("private zones", () => {
  it("puts the region into the zone of Container Apps", () => {
    assert.equal(
      privateZoneName("containerEnvironment", "swedencentral"),
      "privatelink.swedencentral.azurecontainerapps.io",
    );
  });
});
