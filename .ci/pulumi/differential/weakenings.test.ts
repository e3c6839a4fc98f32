import assert from "node:assert/strict";
import path from "node:path";
import { preview, type PreviewResult } from "../../../simulator/engine";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { agreeOn } from "./agreement";
import { compareLines, compareResources } from "./compare";
import { fromPlan, fromPreview } from "./comparable";
import { ourVerdicts, realVerdicts } from "./verdicts";

const POLICIES = path.join(ROOT, "policies");

/** What is written instead of what: each breaks a rule of another kind (of one resource, of the whole stack, of a text). */
const WEAKENINGS = [
  { file: "infra/vault/index.ts", before: "enablePurgeProtection: true", after: "enablePurgeProtection: false" },
  { file: "infra/safety/index.ts", before: "disableLocalAuth: true", after: "disableLocalAuth: false" },
  { file: "infra/safety/index.ts", before: `publicNetworkAccess: "Disabled"`, after: `publicNetworkAccess: "Enabled"` },
  { file: "apim-policies/fragments/hygiene.xml", before: "no-store", after: "public" },
] as const;

describe("the real engine and ours, on a weakened program", function () {
  this.timeout(600_000);
  let installation: Installation;
  let stack: RealStack;
  let real: Previewed;
  let ours: PreviewResult;

  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "dev" });
    WEAKENINGS.forEach(({ file, before: was, after: is }) => {
      stack.edit(file, was, is);
    });
    real = await stack.preview({ policyPacks: [POLICIES] });
    ours = await preview({ root: stack.folder, stack: "dev", policyPacks: [{ path: POLICIES }] });
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  it("plan the same resources", () => {
    agreeOn(compareResources(fromPreview(real.steps), fromPlan(ours.plan)));
  });

  it("find the same mandatory violations, of every kind that was planted", () => {
    const rules = new Set(real.events.violations.map(({ policyName }) => policyName));
    for (const rule of [
      "mcp01-vault-recoverable",
      "mcp01-no-local-auth",
      "mcp06-content-safety-closed",
      "mcp10-no-store",
    ]) {
      assert.ok(rules.has(rule), `${rule} is not among ${[...rules].join(", ")}`);
    }
    assert.equal(real.code, 1);
    agreeOn(compareLines(realVerdicts(real.events), ourVerdicts(ours)));
  });
});
