import assert from "node:assert/strict";
import { UNKNOWN, type PlanResource } from "../../../plan/format";
import { is } from "../../../policies/framework/accepts";
import type { Rule } from "../../../policies/framework/rule";
import { rules } from "../../../policies/rules";
import { rule as authGate } from "../../../policies/rules/mcp07/mcp07-auth-gate";
import { CANNOT_BE_KNOWN, isUnknownVerdict } from "../../../policies/verdict";
import { judge, judgeWithoutResourcePhase } from "../analyzer";
import { part, stack } from "../fixture";
import { resource, withInput } from "../resources";

const SECRET = "s3cret-value-that-nobody-may-see";

/** A rule about one input, for what every rule has in common. */
function demanding(path: string): Rule {
  return {
    name: "azure-example",
    control: "azure",
    title: "An example",
    why: "It shows what all rules share.",
    severity: "low",
    remedy: "Write true.",
    resource: {
      types: ["azure-native:example:Thing"],
      judge: (place) => {
        place.at(path).must(is(true), "write true");
      },
    },
  };
}

const thing = (inputs: PlanResource["inputs"]): PlanResource => resource("example:Thing", "thing", { ...inputs });

describe("rules through the genuine analyzer", () => {
  it("report what is wrong with which value, then what to write, and nothing before it", async () => {
    const { verdicts } = await judge([demanding("a.b")], [thing({ a: { b: false } })]);
    assert.deepEqual(
      verdicts.map(({ message, mandatory }) => [message, mandatory]),
      [["a.b is false: write true.", true]],
    );
  });

  it("report an unknown as a mandatory violation that begins with the stable text and names the place that hides", async () => {
    const { verdicts } = await judge([demanding("a.b")], [thing({ a: UNKNOWN })]);
    const [verdict] = verdicts;
    assert.ok(verdict);
    assert.ok(verdict.message.startsWith(`${CANNOT_BE_KNOWN} a.`));
    assert.equal(isUnknownVerdict(verdict.message), true);
    assert.equal(verdict.mandatory, true);
  });

  it("never show the value of what may be a secret", async () => {
    for (const path of ["password", "a.clientSecret", "connectionString", "credentials.name", "sharedAccessKey"]) {
      const { verdicts } = await judge([demanding(path)], [withInput(thing({}), path, SECRET)]);
      assert.equal(verdicts.length, 1, path);
      assert.ok(!verdicts[0]?.message.includes(SECRET), path);
    }
  });

  it("never show a secret that they were told of by its form", async () => {
    const key = `AccountKey=${"Q".repeat(44)}`;
    const { verdicts } = await judge(rules, [thing({ note: `x;${key}` })]);
    assert.equal(verdicts.length, 1);
    assert.ok(!verdicts[0]?.message.includes("QQQ"));
  });

  it("judge whole stacks by inputs: what AnalyzeStack shows are outputs, here all unknown", async () => {
    const { verdicts } = await judge([authGate], stack());
    assert.deepEqual(verdicts, []);
  });

  it("judge whole stacks by what AnalyzeStack shows where no resource phase ran", async () => {
    const app = part("app");
    const { verdicts } = await judgeWithoutResourcePhase([authGate], [app]);
    assert.deepEqual(
      verdicts.map(({ urn }) => urn),
      [app.urn],
    );
    assert.deepEqual((await judgeWithoutResourcePhase([authGate], stack())).verdicts, []);
  });

  it("say that there is nothing to judge where the stack plans nothing of theirs", async () => {
    const { notApplicable } = await judge([authGate], [part("vault")]);
    assert.deepEqual(notApplicable, ["mcp07-auth-gate"]);
  });

  it("are not fooled by a resource of the same name from another provider", async () => {
    const { verdicts } = await judge(rules, [
      { ...part("vault"), type: "azure:keyvault/keyVault:KeyVault", inputs: { properties: {} } },
    ]);
    assert.deepEqual(verdicts, []);
  });
});
