import assert from "node:assert/strict";
import type { PreviewResult } from "../../../simulator/engine";
import { failureOf, inputsOf, judgedBy, packFolder, planned, previewAgain, previewOf, shortUrn } from "./fixture";

/** Violations of one policy: resource and level. */
function violationsOf({ violations }: PreviewResult, policy: string): string[][] {
  return violations
    .filter((violation) => violation.policy === policy)
    .map(({ urn, enforcementLevel, message }) => [shortUrn(urn).split("::").pop() ?? "", enforcementLevel, message]);
}

describe("engine: policy packs", () => {
  it("reports mandatory violations in the result, with all that the pack says of the policy", async () => {
    const result = await judgedBy("judging");
    const [violation] = result.violations.filter(({ policy }) => policy === "group-has-owner");
    assert.deepEqual(violation, {
      pack: "judging",
      packVersion: "1.2.3",
      policy: "group-has-owner",
      urn: planned(result, "bare").urn,
      message: "A resource group without an owner is nobody's.\nno tag 'owner'",
      enforcementLevel: "mandatory",
      severity: "high",
      description: "A resource group without an owner is nobody's.",
    });
    assert.deepEqual(
      result.policies.find(({ name }) => name === "group-has-owner"),
      {
        pack: "judging",
        name: "group-has-owner",
        displayName: "Groups have an owner",
        description: "A resource group without an owner is nobody's.",
        enforcementLevel: "mandatory",
        severity: "high",
        remediationSteps: "Add the tag 'owner'.",
        url: "https://example.com/owner",
        tags: ["groups"],
        framework: { name: "House rules", version: "1", reference: "G-1", specification: "Owners" },
      },
    );
  });

  it("hands options, parent and provider of a resource to the policies", async () => {
    const result = await judgedBy("judging");
    assert.deepEqual(violationsOf(result, "group-protected"), [
      ["bare", "advisory", "Groups are protected.\nnot protected; parent fixtures-dev; provider swedencentral"],
      ["hidden", "advisory", "Groups are protected.\nnot protected; parent fixtures-dev; provider swedencentral"],
    ]);
  });

  it("lets a policy that meets an unknown fall to advisory, as the analyzer does", async () => {
    const [[name, level, message = ""] = []] = violationsOf(await judgedBy("judging"), "group-is-known");
    assert.deepEqual([name, level], ["hidden", "advisory"]);
    assert.match(message, /can't run policy 'group-is-known'.*during preview/);
  });

  it("judges the whole stack at the end", async () => {
    const result = await judgedBy("judging");
    const [violation] = result.violations.filter(({ policy }) => policy === "stack-has-two-groups");
    assert.match(violation?.message ?? "", /3 groups/);
  });

  it("keeps verdicts that a policy does not apply, for every resource, stack and providers included", async () => {
    const { notApplicable } = await judgedBy("judging");
    const subjects = notApplicable
      .filter(({ reason }) => reason === "not a resource group")
      .map(({ urn }) => shortUrn(urn).split("::")[0]);
    assert.deepEqual(subjects, ["pulumi:providers:azure-native", "pulumi:pulumi:Stack"]);
  });

  it("puts configured levels and properties in force", async () => {
    const result = await judgedBy("judging", {
      all: "advisory",
      "group-has-owner": { enforcementLevel: "mandatory", tag: "cost" },
      "group-protected": "disabled",
    });
    assert.deepEqual(
      violationsOf(result, "group-has-owner").map(([name]) => name),
      ["bare", "hidden", "tagged"],
    );
    assert.deepEqual(violationsOf(result, "group-protected"), []);
    assert.deepEqual(
      result.policies.map(({ enforcementLevel }) => enforcementLevel),
      ["mandatory", "advisory", "disabled", "advisory"],
    );
  });

  it("refuses a configuration that the pack cannot mean, all mistakes at once", async () => {
    const config = { "no-such-policy": "mandatory", "group-is-known": "maybe", "group-has-owner": { places: "here" } };
    const failure = await failureOf(judgedBy("judging", config));
    assert.equal(failure.kind, "pack");
    assert.deepEqual(failure.details, [
      "no-such-policy: the pack has no such policy",
      'group-is-known: "maybe" is neither a level (advisory, mandatory, disabled, remediate) nor an object',
      'group-has-owner.places: "here" is not of type array',
    ]);
  });

  it("lets remediation change the inputs that go on, and judges what it left", async () => {
    const result = await judgedBy("remedying");
    assert.deepEqual(inputsOf(result, "bare").tags, { owner: "remedied" });
    assert.deepEqual(planned(result, "bare").outputs?.tags, { owner: "remedied" });
    assert.deepEqual(
      result.remediations.map(({ policy, urn }) => [policy, urn]),
      [["group-gets-owner", planned(result, "bare").urn]],
    );
    assert.deepEqual(
      violationsOf(result, "group-gets-owner").map(([name, level]) => [name, level]),
      [["tagged", "mandatory"]],
    );
  });

  it("keeps secrets closed through remediation", async () => {
    const result = await judgedBy("remedying", undefined, "secrets");
    assert.doesNotMatch(JSON.stringify(result), /tag-secret|uri-secret/);
  });

  it("runs several packs over the same resources", async () => {
    const packs = ["remedying", "judging"].map((name) => ({ path: packFolder(name) }));
    const result = await previewOf("policed", { policyPacks: packs });
    assert.deepEqual(violationsOf(result, "group-has-owner"), []);
    assert.deepEqual([...new Set(result.policies.map(({ pack }) => pack))], ["remedying", "judging"]);
  });

  it("runs a pack in TypeScript", async () => {
    const { violations } = await judgedBy("typescript", undefined, "empty");
    assert.deepEqual(
      violations.map(({ policy, urn }) => [policy, shortUrn(urn)]),
      [["always", "pulumi:pulumi:Stack::fixtures-dev"]],
    );
  });

  it("gives violations in the same order every time", async () => {
    const policyPacks = [{ path: packFolder("judging") }];
    const [first, second] = await Promise.all([judgedBy("judging"), previewAgain("policed", { policyPacks })]);
    assert.deepEqual(first.violations, second.violations);
    assert.deepEqual(first.notApplicable, second.notApplicable);
  });
});

describe("engine: policy packs that fail", () => {
  it("tells of a pack that throws while it loads", async () => {
    const failure = await failureOf(judgedBy("throws-at-load"));
    assert.equal(failure.kind, "pack");
    assert.match(failure.message, /'throws-at-load'/);
    assert.match(failure.details.join("\n"), /this pack is broken/);
  });

  it("tells of a rule that throws: which, what, where", async () => {
    const failure = await failureOf(judgedBy("throws-in-rule"));
    assert.equal(failure.kind, "pack");
    assert.match([failure.message, ...failure.details].join("\n"), /policy 'defective'.*reading 'deeper'/s);
    assert.match(failure.details.join("\n"), /throws-in-rule\/index\.js:10/);
  });

  for (const pack of ["never-answers", "endless"]) {
    it(`ends a pack whose rule never ends (${pack})`, async () => {
      const policyPacks = [{ path: packFolder(pack) }];
      const failure = await failureOf(previewOf("policed", { policyPacks, policyTimeoutMs: 5000 }));
      assert.equal(failure.kind, "pack");
      assert.match(failure.message, /no answer within 5 s/);
    });
  }

  it("refuses a pack that prints before its port, as the CLI would", async () => {
    const failure = await failureOf(judgedBy("prints"));
    assert.equal(failure.kind, "pack");
    assert.match(failure.message, /printed to standard output.*console\.error/);
    assert.deepEqual(failure.details, ["printed: loading the pack"]);
  });

  it("refuses a folder that is no pack", async () => {
    const failure = await failureOf(judgedBy("not-a-pack"));
    assert.equal(failure.kind, "pack");
    assert.match(failure.message, /no PulumiPolicy\.yaml/);
  });
});
