import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { main } from "../../../cli/main";
import type { JudgeReport } from "../../../cli/judge/report";
import { reportOf, type PreviewReport } from "../../../cli/preview/report";
import { unknownsOf } from "../../../cli/preview/unknowns";
import type { Json, Plan } from "../../../plan/format";
import { CLOSED_SECRET } from "../../../plan/secret";
import { serializePlan } from "../../../plan/serialize";
import { preview } from "../../../simulator/engine";
import { recorder, type Recorder } from "../recorder";
import { isJudgement } from "./results";

const root = path.resolve(__dirname, "../../..");

/** A plan as a test edits it. */
interface EditablePlan {
  readonly deployment: {
    manifest: Record<string, unknown>;
    resources: (Record<string, unknown> & { urn: string; type: string; inputs: Record<string, Json> })[];
    pending_operations?: unknown[];
  };
}

interface Outcome {
  readonly exitCode: number;
  readonly out: Recorder;
  readonly log: Recorder;
}

describe("bulwark judge", function () {
  // Previews, and the pack in a process of its own for each judgement, on a machine that may be busy.
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulwark-judge-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(call: readonly string[], signal = new AbortController().signal): Promise<Outcome> {
    const terminal = { out: recorder(), log: recorder() };
    const engine = (): never => assert.fail("a program was run");
    const exitCode = await main(["judge", ...call], { root, folder, terminal, engine, signal });
    return { exitCode, ...terminal };
  }

  async function judged(text: string): Promise<JudgeReport & { exitCode: number }> {
    writeFileSync(path.join(folder, "plan.json"), text);
    const { exitCode, out } = await run(["plan.json", "--json"]);
    const report: unknown = JSON.parse(out.text);
    assert.ok(isJudgement(report), JSON.stringify(isJudgement.errors));
    return { ...(report as JudgeReport), exitCode };
  }

  const previews = new Map<string, Promise<{ readonly plan: Plan; readonly report: PreviewReport }>>();

  /** The plan of a stack and what `bulwark preview --json` says of it. */
  function previewed(stack: string): Promise<{ readonly plan: Plan; readonly report: PreviewReport }> {
    const made =
      previews.get(stack) ??
      preview({
        root,
        stack,
        program: path.join(root, "build/.js/infra.js"),
        policyPacks: [{ path: path.join(root, "policies") }],
      }).then((result) => {
        const { plan } = result;
        return { plan, report: reportOf({ stack, plan: "plan.json", result, unknowns: unknownsOf(plan) }) };
      });
    previews.set(stack, made);
    return made;
  }

  async function edited(stack: string, edit: (plan: EditablePlan) => void): Promise<string> {
    const plan = JSON.parse(serializePlan((await previewed(stack)).plan)) as EditablePlan;
    edit(plan);
    return JSON.stringify(plan);
  }

  function resourceOf({ deployment }: EditablePlan, type: string): EditablePlan["deployment"]["resources"][number] {
    return deployment.resources.find((resource) => resource.type === type) ?? assert.fail(`no ${type} is planned`);
  }

  /** What a deployment would make of the plan: ids, default providers, an engine's manifest. */
  function deploy({ deployment }: EditablePlan): void {
    deployment.manifest = { time: "2026-01-01T00:00:00Z", magic: "abc", version: "v3.248.0" };
    const type = "pulumi:providers:azure-native";
    const urn = `urn:pulumi:dev::bulwark::${type}::default_3_28_0`;
    for (const resource of deployment.resources) {
      if (resource.custom === true) {
        resource.id = `/made/${resource.urn}`;
      }
      if (resource.type.startsWith("azure-native:")) {
        resource.provider = `${urn}::1`;
      }
    }
    deployment.resources.unshift({ urn, type, custom: true, id: "1", inputs: { location: "swedencentral" } });
  }

  for (const stack of ["dev", "prod"]) {
    it(`says of the plan of ${stack} what the preview said`, async () => {
      const { plan, report } = await previewed(stack);
      const {
        judged: kind,
        closedSecrets,
        notJudged,
        pendingReplacement,
        pendingOperations,
        exitCode,
        ...same
      } = await judged(serializePlan(plan));
      assert.deepEqual(same, report);
      assert.ok(report.rules.length > 50, `only ${report.rules.length} rules`);
      assert.equal(exitCode, 0);
      assert.deepEqual(
        [kind, closedSecrets, notJudged, pendingReplacement, pendingOperations],
        ["planned", [], { external: [], pendingDelete: [] }, [], []],
      );
    });
  }

  it("finds what a plan was weakened by: in a resource, in a policy document, in the stack as a whole", async () => {
    const text = await edited("dev", (plan) => {
      const vault = resourceOf(plan, "azure-native:keyvault:Vault");
      vault.inputs.properties = { ...(vault.inputs.properties as object), enablePurgeProtection: false };
      const policy = plan.deployment.resources.find(({ urn }) => urn.endsWith(":ApiPolicy::trails"));
      const document = JSON.stringify(policy?.inputs);
      assert.ok(policy !== undefined && document.includes("no-store"));
      policy.inputs = JSON.parse(document.replaceAll("no-store", "public")) as typeof policy.inputs;
      const audience = resourceOf(plan, "azure-native:apimanagement:NamedValue");
      delete audience.propertyDependencies;
    });
    const report = await judged(text);
    assert.equal(report.exitCode, 1);
    const rules = new Set(report.violations.map(({ rule }) => rule));
    for (const rule of ["mcp01-vault-recoverable", "mcp10-no-store", "azure-unknowns-permitted"]) {
      assert.ok(rules.has(rule), `${rule} is not among ${[...rules].join(", ")}`);
    }
    assert.equal(report.unknowns.refused.length, 1);
  });

  it("judges an export as it is, without what is to be deleted, and says what it left out", async () => {
    const old = { id: "/old", delete: true };
    const read = "urn:pulumi:dev::bulwark::azure-native:keyvault:Vault::others";
    const report = await judged(
      await edited("dev", (plan) => {
        deploy(plan);
        const vault = resourceOf(plan, "azure-native:keyvault:Vault");
        const weak = { properties: { enablePurgeProtection: false } };
        plan.deployment.resources.push(
          { ...vault, ...old, inputs: weak },
          { urn: read, type: vault.type, custom: true, external: true, id: "/others", inputs: weak },
        );
        plan.deployment.pending_operations = [{ type: "updating", resource: vault }];
      }),
    );
    assert.deepEqual(report.violations, []);
    assert.equal(report.judged, "deployed");
    assert.match(report.notJudged.pendingDelete.join(), /Vault::vault$/);
    assert.deepEqual(report.notJudged.external, [read]);
    assert.match(report.pendingOperations.join(), /^updating .*Vault::vault$/);
  });

  it("speaks to people of what is deployed, and claims nothing that was not judged", async () => {
    writeFileSync(
      path.join(folder, "export.json"),
      await edited("dev", (plan) => {
        deploy(plan);
        const group = resourceOf(plan, "azure-native:resources:ResourceGroup");
        group.inputs.managedBy = CLOSED_SECRET;
        plan.deployment.pending_operations = [{ type: "creating", resource: group }];
      }),
    );
    const { exitCode, out } = await run(["export.json"]);
    assert.equal(exitCode, 0);
    const text = out.text.replace(/\s+/gu, " ");
    assert.match(text, /^Bulwark judge: stack dev, environment dev Deployed, by layer/);
    assert.match(text, /1 secret closed in this file: what they hold was not judged/);
    assert.match(text, /Warning: an operation was cut short.*creating urn:.*Run `pulumi refresh`/);
    assert.match(text, /Judged export\.json in /);
    assert.match(text, /rules met by \d+ deployed resources/);
    assert.match(text, /Only what Pulumi recorded of the stack was judged/);
    assert.doesNotMatch(text, /planned|Plan written/);
    assert.ok(out.text.split("\n").every((line) => line.length <= 80));
  });

  it("fails where a rule must see a closed secret, and not where none must", async () => {
    const harmless = await judged(
      await edited("dev", (plan) => {
        resourceOf(plan, "azure-native:resources:ResourceGroup").inputs.managedBy = CLOSED_SECRET;
      }),
    );
    assert.deepEqual([harmless.exitCode, harmless.violations], [0, []]);
    assert.equal(harmless.closedSecrets.length, 1);
    const hiding = await judged(
      await edited("dev", (plan) => {
        resourceOf(plan, "azure-native:keyvault:Vault").inputs.properties = CLOSED_SECRET;
      }),
    );
    assert.equal(hiding.exitCode, 1);
    assert.deepEqual([...new Set(hiding.violations.map(({ kind }) => kind))], ["unknown"]);
    assert.ok(hiding.violations.some(({ rule }) => rule === "mcp01-vault-recoverable"));
    assert.ok(hiding.violations.every(({ rule }) => rule !== "azure-unknowns-permitted"));
  });

  it("tells a person what a wrong file is, and a machine too", async () => {
    writeFileSync(path.join(folder, "preview.json"), `{"steps":[],"changeSummary":{}}`);
    const { exitCode, out, log } = await run(["preview.json", "--json"]);
    assert.equal(exitCode, 2);
    assert.match(log.text, /^preview\.json cannot be judged\.\n.*`bulwark plan --from-preview`/);
    assert.ok(isJudgement(JSON.parse(out.text)), JSON.stringify(isJudgement.errors));
    assert.match((await run(["missing.json"])).log.text, /^missing\.json cannot be read/);
    assert.equal((await run([])).exitCode, 2);
  });

  it("ends with 130 when it is interrupted", async () => {
    writeFileSync(path.join(folder, "plan.json"), serializePlan((await previewed("dev")).plan));
    const controller = new AbortController();
    const judgement = run(["plan.json"], controller.signal);
    setTimeout(() => {
      controller.abort();
    }, 300);
    const { exitCode, out } = await judgement;
    assert.equal(exitCode, 130);
    assert.equal(out.text, "");
  });
});
