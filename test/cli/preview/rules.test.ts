import assert from "node:assert/strict";
import { riskOf } from "../../../cli/preview/risks";
import { judge } from "../../../cli/preview/rules";
import { policy, previewResult, vaultUrn, violation } from "./planned";

describe("verdicts of the rules", () => {
  const verdictOf = (changes: Parameters<typeof previewResult>[0]): string | undefined =>
    judge(previewResult(changes)).rules[0]?.verdict;

  it("a rule that nothing violates has passed", () => {
    assert.equal(verdictOf({}), "passed");
  });

  it("a rule that one resource violates has failed", () => {
    assert.equal(verdictOf({ violations: [violation("mcp01-vault-closed")] }), "failed");
  });

  it("a violation of another pack's rule of the same name is not this rule's", () => {
    assert.equal(verdictOf({ violations: [violation("mcp01-vault-closed", { pack: "other" })] }), "passed");
  });

  it("a rule whose value is unknown could not be known", () => {
    const message = "cannot be known in preview: properties.publicNetworkAccess";
    assert.equal(verdictOf({ violations: [violation("mcp01-vault-closed", { message })] }), "unknown");
  });

  it("a rule that is violated and met an unknown has failed", () => {
    const message = "cannot be known in preview: properties.publicNetworkAccess";
    const violations = [violation("mcp01-vault-closed", { message }), violation("mcp01-vault-closed")];
    assert.equal(verdictOf({ violations }), "failed");
  });

  it("a mandatory rule that the analyzer demoted because of an unknown stays mandatory, and unknown", () => {
    const message = "can't run policy 'mcp01-vault-closed' during preview: value is unknown";
    const violations = [violation("mcp01-vault-closed", { enforcementLevel: "advisory", message })];
    const judgement = judge(previewResult({ violations }));
    assert.deepEqual(
      judgement.violations.map(({ rule, kind }) => [rule, kind]),
      [["mcp01-vault-closed", "unknown"]],
    );
    assert.deepEqual(judgement.advisories, []);
    assert.equal(judgement.rules[0]?.verdict, "unknown");
  });

  it("an advisory rule is no verdict and fails nothing", () => {
    const policies = [policy("mcp01-vault-closed", { enforcementLevel: "advisory" })];
    const violations = [violation("mcp01-vault-closed", { enforcementLevel: "advisory" })];
    const judgement = judge(previewResult({ policies, violations }));
    assert.deepEqual(judgement.rules, []);
    assert.deepEqual(judgement.violations, []);
    assert.equal(judgement.advisories.length, 1);
  });

  it("a rule that does not apply to the stack, or is disabled, has not passed", () => {
    const notApplicable = [{ policy: "mcp01-vault-closed", reason: "no vault" }];
    assert.equal(verdictOf({ notApplicable }), "notApplicable");
    assert.equal(verdictOf({ policies: [policy("mcp01-vault-closed", { enforcementLevel: "disabled" })] }), "disabled");
  });

  it("a rule that does not apply to one resource has still judged the others", () => {
    const notApplicable = [{ policy: "mcp01-vault-closed", urn: vaultUrn, reason: "no public endpoint" }];
    assert.equal(verdictOf({ notApplicable }), "passed");
  });

  it("a finding names the resource as people do, and the remedy", () => {
    const [finding] = judge(previewResult({ violations: [violation("mcp01-vault-closed")] })).violations;
    assert.deepEqual(finding?.resource, { urn: vaultUrn, name: "vault", type: "azure-native:keyvault:Vault" });
    assert.equal(finding.remedy, "Remedy of mcp01-vault-closed.");
  });

  it("a violation of the stack as a whole names no resource", () => {
    const { urn: _, ...whole } = violation("mcp01-vault-closed");
    assert.equal(judge(previewResult({ violations: [whole] })).violations[0]?.resource, null);
  });

  it("findings come by risk, hygiene last, whatever order the engine met them in", () => {
    const names = ["azure-tagged", "mcp10-no-store", "mcp02-assignment", "mcp01-vault-closed"];
    const found = judge(
      previewResult({
        policies: names.map((name) => policy(name)),
        violations: names.map((name) => violation(name)),
      }),
    );
    assert.deepEqual(
      found.violations.map(({ rule }) => rule),
      names.toReversed(),
    );
    assert.deepEqual(
      found.rules.map(({ rule }) => rule),
      names.toReversed(),
    );
  });

  it("only the ten risks are risks", () => {
    assert.deepEqual(["mcp01-a", "mcp10-a", "mcp11-a", "mcp00-a", "mcp01a", "azure-a", "other"].map(riskOf), [
      "MCP01",
      "MCP10",
      "AZURE",
      "AZURE",
      "AZURE",
      "AZURE",
      "AZURE",
    ]);
  });
});
