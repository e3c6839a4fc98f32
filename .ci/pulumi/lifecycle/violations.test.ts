import assert from "node:assert/strict";
import path from "node:path";
import { ROOT } from "../harness/installation";
import { describeWeakened } from "./weakened";

const POLICIES = path.join(ROOT, "policies");

/** One weakening of the program: what is written instead of what, and which rule must speak. */
const WEAKENINGS = [
  {
    what: "a vault that can be purged",
    file: "infra/vault/index.ts",
    before: "enablePurgeProtection: true",
    after: "enablePurgeProtection: false",
    rule: "mcp01-vault-recoverable",
    remedy: "enablePurgeProtection",
  },
  {
    what: "a vault that anyone can reach",
    file: "infra/vault/index.ts",
    before: `publicNetworkAccess: "Disabled"`,
    after: `publicNetworkAccess: "Enabled"`,
    rule: "mcp01-vault-closed",
    remedy: "publicNetworkAccess",
  },
];

describeWeakened("a weakened program under the real CLI", WEAKENINGS, (stack, { rule, remedy }) => {
  it("is refused in preview, with the rule and its remedy on the screen", async () => {
    const { code, stdout } = await stack().run(["preview", "--policy-pack", POLICIES]);
    assert.notEqual(code, 0);
    assert.ok(stdout.includes(rule), stdout);
    assert.ok(stdout.slice(stdout.indexOf(rule)).includes(remedy), stdout);
  });

  it("is refused in up, before the vault is made", async () => {
    const up = await stack().up({ policyPacks: [POLICIES] });
    assert.notEqual(up.code, 0);
    assert.deepEqual(
      up.events.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").map((v) => v.policyName),
      [rule],
    );
    const { resources } = (await stack().export()).deployment;
    assert.deepEqual(
      resources.filter(({ type }) => type === "azure-native:keyvault:Vault"),
      [],
    );
  });
});
