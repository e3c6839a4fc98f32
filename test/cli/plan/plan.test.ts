import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { main } from "../../../cli/main";
import { readInput } from "../../../cli/plan/input";
import { UNKNOWN } from "../../../plan/format";
import { readPlan } from "../../../plan/read";
import { isPlanReport } from "../judge/results";
import { recorder, type Recorder } from "../recorder";

const PREFIX = "urn:pulumi:dev::bulwark::";
const STACK = `${PREFIX}pulumi:pulumi:Stack::bulwark-dev`;
const APPLICATION = `${PREFIX}azuread:index/application:Application::trails`;

/** What a preview of three resources prints: one value permitted unknown, one not, one secret. */
function printed(changes: Record<string, unknown> = {}): string {
  const custom = (type: string, name: string, more: object): object => {
    const urn = `${PREFIX}${type}::${name}`;
    return { op: "create", urn, newState: { urn, type, custom: true, parent: STACK, ...more } };
  };
  const value = { inputs: { value: UNKNOWN, displayName: UNKNOWN, tags: ["[secret]"] } };
  const steps = [
    { op: "create", urn: STACK, newState: { urn: STACK, type: "pulumi:pulumi:Stack", custom: false } },
    custom("azuread:index/application:Application", "trails", {}),
    custom("azure-native:apimanagement:NamedValue", "audience", {
      ...value,
      propertyDependencies: { value: [APPLICATION] },
    }),
  ];
  return JSON.stringify({ steps, changeSummary: { create: 3 }, ...changes });
}

interface Outcome {
  readonly exitCode: number;
  readonly out: Recorder;
  readonly log: Recorder;
}

describe("bulwark plan --from-preview", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "bulwark-plan-"));
    writeFileSync(path.join(root, "preview.json"), printed());
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  async function run(call: string, signal = new AbortController().signal): Promise<Outcome> {
    const terminal = { out: recorder(), log: recorder() };
    const engine = (): never => assert.fail("a program was run");
    const words = `plan --from-preview ${call}`.split(" ");
    const exitCode = await main(words, { root, folder: root, terminal, engine, signal });
    return { exitCode, ...terminal };
  }

  const planFile = (): string => path.join(root, "build/dev/plan.json");

  it("writes the plan where the offline preview writes it, and says what is in it", async () => {
    const { exitCode, out } = await run("preview.json");
    assert.equal(exitCode, 0);
    assert.equal(readPlan(readFileSync(planFile(), "utf8")).deployment.resources.length, 3);
    assert.equal(
      out.text,
      "Plan of stack dev written to build/dev/plan.json.\n" +
        "  2 resources\n  1 secret, closed\n  2 unknown values: 1 permitted, 1 not\n" +
        "It is not judged yet: that is what `bulwark judge` does.\n",
    );
  });

  it("says the same under --json, in the form of the schema", async () => {
    const { exitCode, out } = await run("preview.json --json");
    assert.equal(exitCode, 0);
    const report = JSON.parse(out.text) as { unknowns: { refused: { path: string }[] } };
    assert.ok(isPlanReport(report), JSON.stringify(isPlanReport.errors));
    assert.deepEqual(
      report.unknowns.refused.map((unknown) => unknown.path),
      ["displayName"],
    );
    assert.deepEqual(
      { ...report, unknowns: {} },
      { stack: "dev", plan: "build/dev/plan.json", resources: 2, secrets: 1, unknowns: {} },
    );
  });

  it("writes elsewhere with --output, and nothing else", async () => {
    const { exitCode, out } = await run("preview.json --output elsewhere/p.json");
    assert.equal(exitCode, 0);
    assert.match(out.text, /written to elsewhere\/p\.json/);
    assert.deepEqual(readdirSync(path.join(root, "elsewhere")), ["p.json"]);
    assert.ok(!existsSync(planFile()));
  });

  it("takes the stack that --stack names, and refuses any other", async () => {
    assert.equal((await run("preview.json --stack dev")).exitCode, 0);
    rmSync(planFile());
    const { exitCode, log } = await run("preview.json --stack prod");
    assert.equal(exitCode, 2);
    assert.match(log.text, /It is of stack dev, and --stack asks for prod/);
    assert.ok(!existsSync(planFile()));
  });

  it("refuses a stack name that is no folder's", async () => {
    writeFileSync(path.join(root, "preview.json"), printed().replaceAll(":dev::", ":../../x::"));
    const { exitCode, log } = await run("preview.json");
    assert.equal(exitCode, 2);
    assert.match(log.text, /A stack's name has/);
  });

  it("writes nothing of what is no whole preview, tells all that is wrong, and leaves the plan that was there", async () => {
    mkdirSync(path.dirname(planFile()), { recursive: true });
    writeFileSync(planFile(), "the plan before");
    writeFileSync(path.join(root, "preview.json"), printed({ changeSummary: { create: 5, update: 2 } }));
    const { exitCode, out, log } = await run("preview.json --json");
    assert.equal(exitCode, 2);
    assert.match(log.text, /^preview\.json holds no whole preview\.\n/);
    assert.match(log.text, /5 times 'create'[^]*2 times 'update'/);
    const document = JSON.parse(out.text) as { error: { details: string[] } };
    assert.ok(isPlanReport(document), JSON.stringify(isPlanReport.errors));
    assert.equal(document.error.details.length, 2);
    assert.deepEqual(readdirSync(path.dirname(planFile())), ["plan.json"]);
    assert.equal(readFileSync(planFile(), "utf8"), "the plan before");
  });

  it("says which file cannot be read, and which cannot be written", async () => {
    assert.match((await run("missing.json")).log.text, /^missing\.json cannot be read/);
    mkdirSync(path.join(root, "taken"));
    const { exitCode, log } = await run("preview.json --output taken");
    assert.equal(exitCode, 2);
    assert.match(log.text, /cannot be written to .*taken/);
  });

  it("ends with 130 when it is interrupted, and writes nothing", async () => {
    assert.equal((await run("preview.json", AbortSignal.abort())).exitCode, 130);
    assert.ok(!existsSync(planFile()));
  });

  it("asks for a file", async () => {
    const terminal = { out: recorder(), log: recorder() };
    const engine = (): never => assert.fail("a program was run");
    const signal = new AbortController().signal;
    assert.equal(await main(["plan"], { root, folder: root, terminal, engine, signal }), 2);
    assert.match(terminal.log.text, /--from-preview <file>/);
  });
});

describe("a file that a command reads", () => {
  const signal = new AbortController().signal;

  it("may be standard input", async () => {
    const stdin = Readable.from([Buffer.from('{"a":'), Buffer.from("1}")]);
    assert.equal(await readInput({ file: "-", folder: "/", signal }, stdin), '{"a":1}');
  });

  it("may be written by Windows PowerShell", async () => {
    const stdin = Readable.from([Buffer.from("\uFEFF{}", "utf16le")]);
    assert.equal(await readInput({ file: "-", folder: "/", signal }, stdin), "\uFEFF{}");
  });

  it("is not waited for once the person has interrupted", async () => {
    const controller = new AbortController();
    const reading = readInput(
      { file: "-", folder: "/", signal: controller.signal },
      new Readable({ read: () => undefined }),
    );
    controller.abort();
    await assert.rejects(reading, /Interrupted/);
  });
});
