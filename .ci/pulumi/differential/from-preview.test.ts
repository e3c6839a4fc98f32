import assert from "node:assert/strict";
import path from "node:path";
import { planFromPreview } from "../../../plan/from-preview";
import { PreviewDocumentError } from "../../../plan/preview-document";
import { serializePlan } from "../../../plan/serialize";
import type { Plan } from "../../../plan/format";
import { preview, type PreviewResult } from "../../../simulator/engine";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { agreeOn } from "./agreement";
import { compareLines } from "./compare";
import { agreeOnDeployed, judgeText } from "./judged";
import { SECOND_PACK } from "./second-pack";
import { realVerdicts } from "./verdicts";

/** A program with explicit providers, secrets in secrets, reads, aliases and unknowns. */
const SECOND = path.join(__dirname, "second-program");
const POLICIES = path.join(ROOT, "policies");
/** What users read when they consent to a scope: it stands in that server's Entra application and nowhere else. */
const CHANGED_SETTING = { before: "Report the condition of a trail", after: "Report what a trail is like" };
/** What a real preview of a creation does not print. */
const NOT_PRINTED = "outputs";

function withoutOutputs({ version, deployment }: Plan): string {
  const resources = deployment.resources.map(({ [NOT_PRINTED]: _, ...resource }) => resource);
  return serializePlan({ version, deployment: { ...deployment, resources } });
}

function textOf({ stdout }: Previewed): string {
  return serializePlan(planFromPreview(stdout).plan);
}

function problemsOf({ stdout }: { readonly stdout: string }): string {
  try {
    planFromPreview(stdout);
  } catch (error) {
    assert.ok(error instanceof PreviewDocumentError, String(error));
    return error.problems.join("\n");
  }
  assert.fail("it was taken for a whole preview");
}

describe("what the real preview prints, as a plan", function () {
  this.timeout(600_000);
  let installation: Installation;
  let stack: RealStack;
  before(() => {
    installation = install();
  });
  after(() => {
    installation.remove();
  });

  function offline(): Promise<PreviewResult> {
    const program = path.join(ROOT, "build/.js/infra.js");
    return preview({ root: stack.folder, stack: stack.name, program, policyPacks: [] });
  }

  for (const name of ["prod", "dev"]) {
    describe(`of ${name}`, () => {
      let real: Previewed;
      before(async () => {
        stack = await RealStack.create(installation, { stack: name });
        real = await stack.preview({ policyPacks: [POLICIES] });
      });
      after(() => {
        stack.remove();
      });

      it("is the offline preview's plan, byte for byte, but for outputs", async () => {
        assert.equal(planFromPreview(real.stdout).stack, name);
        assert.equal(textOf(real), withoutOutputs((await offline()).plan));
      });

      it("gets from judge the verdicts of the preview", async () => {
        const { file, verdicts } = await judgeText(textOf(real));
        assert.equal(file.kind, "planned");
        agreeOn(compareLines(realVerdicts(real.events), verdicts));
      });

      if (name === "dev") {
        it("is whole after up too: unchanged, changed, refreshed, and as the export has it", async () => {
          assert.equal((await stack.up()).code, 0);
          await agreeOnDeployed(stack, real.events);
          stack.edit("stacks/Pulumi.dev.yaml", CHANGED_SETTING.before, CHANGED_SETTING.after);
          const changed = textOf(await stack.preview());
          assert.ok(changed.includes(CHANGED_SETTING.after) && !changed.includes(CHANGED_SETTING.before));
          assert.deepEqual(urnsOf(changed), urnsOf(textOf(real)));
          assert.deepEqual((await judgeText(changed)).verdicts, []);
          assert.equal(textOf(await stack.preview({ args: ["--refresh"] })), changed);
        });

        it("is refused without --show-sames, and as a stream of events", async () => {
          assert.match(problemsOf(await stack.run(["preview", "--json"])), /--show-sames/);
          const streamed = await stack.run(["preview", "--json"], { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
          assert.match(problemsOf(streamed), /stream of events/);
        });
      }
    });
  }

  it("of a program that uses what Bulwark does not is the offline preview's plan too", async () => {
    const other = await RealStack.create(installation, { stack: "first", folder: path.join(SECOND, "other") });
    assert.equal((await other.up()).code, 0);
    stack = await RealStack.create(installation, { stack: "first", folder: SECOND, beside: other });
    try {
      const pack = SECOND_PACK;
      const real = await stack.preview({ policyPacks: [pack] });
      const { plan } = await preview({
        root: stack.folder,
        stack: "first",
        policyPacks: [{ path: pack }],
        stackOutputs: { "organization/other/first": { plain: "plain output", hidden: "[secret]" } },
      });
      assert.equal(textOf(real), withoutOutputs(plan));
    } finally {
      stack.remove();
      other.remove();
    }
  });

  describe("of a program that is wrong", () => {
    beforeEach(async () => {
      stack = await RealStack.create(installation, { stack: "dev" });
    });
    afterEach(() => {
      stack.remove();
    });

    it("is whole where a mandatory rule is violated, and judge finds the same violation", async () => {
      stack.edit("infra/vault/index.ts", "enablePurgeProtection: true", "enablePurgeProtection: false");
      const real = await stack.preview({ policyPacks: [POLICIES] });
      assert.equal(real.code, 1);
      const { verdicts } = await judgeText(textOf(real));
      assert.match(verdicts.join("\n"), /^mandatory mcp01-vault-recoverable /);
      agreeOn(compareLines(realVerdicts(real.events), verdicts));
    });

    it("is refused where the program throws", async () => {
      stack.edit(
        "infra/vault/index.ts",
        "enablePurgeProtection: true",
        `enablePurgeProtection: (() => { throw new Error("of the program itself"); })()`,
      );
      assert.match(problemsOf(await stack.preview()), /failed half way: .*\n?.*of the program itself/);
    });

    it("is refused where a provider refuses a resource", async () => {
      stack.edit("infra/vault/index.ts", "enablePurgeProtection: true", `enablePurgeProtection: "yes" as never`);
      assert.match(problemsOf(await stack.preview()), /failed half way: .*'vault' has a problem/);
    });

    it("is refused where it could not even begin", async () => {
      const { stdout } = await stack.run(["preview", "--json", "--show-sames"], {
        PULUMI_CONFIG_PASSPHRASE: "another",
      });
      assert.match(problemsOf({ stdout }), /empty/);
    });
  });
});

function urnsOf(plan: string): readonly string[] {
  return (JSON.parse(plan) as Plan).deployment.resources.map(({ urn }) => urn);
}
