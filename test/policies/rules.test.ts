import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { policiesOf, riskOf } from "../../policies/framework/engine";
import { RISKS } from "../../policies/framework/risks";
import { rules } from "../../policies/rules";
import { WEAKENINGS } from "./weakenings";

const folder = path.join(__dirname, "..", "..", "policies", "rules");

/** Rule names by their files. */
function namesOfFiles(): readonly string[] {
  return readdirSync(folder).flatMap((risk) =>
    readdirSync(path.join(folder, risk)).map((file) => path.basename(file, ".ts")),
  );
}

describe("the rules of the pack", () => {
  it("are those of the files, each named after its file", () => {
    assert.deepEqual([...namesOfFiles()].sort(), rules.map((rule) => rule.name).sort());
  });

  it("are at least 20, with one for each risk", () => {
    assert.ok(rules.length >= 20);
    for (const risk of Object.keys(RISKS)) {
      assert.ok(
        rules.some((rule) => riskOf(rule) === risk),
        `no rule for ${risk}`,
      );
    }
  });

  for (const rule of rules) {
    describe(rule.name, () => {
      it("has a file of cases", () => {
        assert.ok(existsSync(path.join(__dirname, "rules", riskOf(rule), `${rule.name}.test.ts`)));
      });

      it("has a weakening of the planned stack", () => {
        assert.notEqual(WEAKENINGS[rule.name]?.length ?? 0, 0);
      });

      it("says what it claims, why, and what to write", () => {
        assert.match(rule.title, /^[A-Z].*[^.]$/);
        assert.match(rule.why, /\.$/);
        assert.match(rule.remedy, /\.$/);
        assert.match(rule.control, /^(?:MCP\d\d-\d+|azure)$/);
        assert.match(rule.name, /^(?:mcp\d\d|azure)-[a-z0-9-]+$/);
      });

      it("judges something", () => {
        assert.ok(rule.resource !== undefined || rule.stack !== undefined);
      });
    });
  }

  it("are all mandatory policies with severity, remediation and, but hygiene, the framework's reference", () => {
    for (const policy of policiesOf(rules)) {
      assert.equal(policy.enforcementLevel, "mandatory", policy.name);
      assert.ok(policy.severity, policy.name);
      assert.ok(policy.remediationSteps, policy.name);
      const reference = /^mcp\d\d/.exec(policy.name)?.[0].toUpperCase();
      assert.equal(policy.framework?.reference, reference);
    }
  });
});
