import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Settings } from "../../../infra/settings/types";
import { locksFor } from "./locks";
import { projectStackFile, runtimeConfig } from "./stack";

/** What readSettings did: returned, or threw. */
interface Outcome {
  readonly settings?: Settings;
  /** Whether what it threw is shown to people without a stack trace. */
  readonly runError?: boolean;
  readonly message?: string;
}

const DEV = projectStackFile("dev");

describe("readSettings, in a program that Pulumi runs", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "bulwark-settings-"));
    mkdirSync(path.join(root, "stacks"));
    writeFileSync(path.join(root, "Pulumi.yaml"), "name: bulwark\nruntime: nodejs\nstackConfigDir: stacks\n");
    writeFileSync(path.join(root, "stacks/Pulumi.dev.yaml"), DEV);
    writeLocks(path.join(root, "stacks"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function writeLocks(folder: string): void {
    mkdirSync(path.join(folder, "tools"));
    for (const [file, text] of locksFor(runtimeConfig(DEV)["bulwark:servers"])) {
      writeFileSync(path.join(folder, file), text);
    }
  }

  function run(config: Record<string, string>, secretKeys: readonly string[] = [], stack = "dev"): Outcome {
    const program = path.join(__dirname, "read-settings.program.ts");
    const output = execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", program], {
      cwd: path.join(__dirname, "../../.."),
      env: {
        ...process.env,
        PULUMI_NODEJS_PROJECT: "bulwark",
        PULUMI_NODEJS_STACK: stack,
        PULUMI_NODEJS_ROOT_DIRECTORY: root,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
      },
      encoding: "utf8",
    });
    return JSON.parse(output) as Outcome;
  }

  it("takes project and stack from Pulumi, the rest from its configuration", () => {
    const { settings } = run(runtimeConfig(DEV));
    assert.ok(settings);
    assert.equal(settings.project, "bulwark");
    assert.equal(settings.stack, "dev");
    assert.deepEqual(
      settings.servers.map(({ name }) => name),
      ["trails", "ledger", "forecast"],
    );
  });

  it("throws one RunError that tells every mistake with its place in the stack's own file", () => {
    const text = DEV.replace("bulwark:edge: none", "bulwark:edge: open").replace('"2027-03-31"', "2027-03-31");
    writeFileSync(path.join(root, "stacks/Pulumi.dev.yaml"), text);
    const { settings, runError, message } = run(runtimeConfig(text));
    assert.equal(settings, undefined);
    assert.equal(runError, true);
    const [head, ...lines] = (message ?? "").split("\n");
    assert.equal(head, "2 mistakes in the settings of stacks/Pulumi.dev.yaml:");
    assert.match(lines[0] ?? "", /^ {2}stacks\/Pulumi\.dev\.yaml:\d+:17 bulwark:edge: found "open"; /);
    assert.match(
      lines[1] ?? "",
      /^ {2}stacks\/Pulumi\.dev\.yaml:\d+:19 bulwark:servers\[0\]\.reviewDate: found 2027-03-31; /,
    );
    assert.equal(lines.length, 2);
  });

  it("looks beside Pulumi.yaml when that names no other folder", () => {
    writeFileSync(path.join(root, "Pulumi.yaml"), "name: bulwark\nruntime: nodejs\n");
    writeFileSync(path.join(root, "Pulumi.dev.yaml"), DEV.replace("bulwark:edge: none", "bulwark:edge: no"));
    writeLocks(root);
    assert.match(run(runtimeConfig(DEV)).message ?? "", /^ {2}Pulumi\.dev\.yaml:\d+:17 bulwark:edge: found no; /m);
  });

  it("judges the configuration alone when the stack has no file", () => {
    assert.equal(run(runtimeConfig(DEV), [], "elsewhere").settings?.stack, "elsewhere");
    const { runError, message } = run({}, [], "elsewhere");
    assert.equal(runError, true);
    assert.match(
      message ?? "",
      /^9 mistakes in the settings of stacks\/Pulumi\.elsewhere\.yaml:\n {2}azure-native:tenantId: missing/,
    );
  });

  it("says so when the stack file cannot be read", () => {
    rmSync(path.join(root, "stacks/Pulumi.dev.yaml"));
    mkdirSync(path.join(root, "stacks/Pulumi.dev.yaml"));
    const { runError, message } = run(runtimeConfig(DEV));
    assert.equal(runError, true);
    assert.match(message ?? "", /^Pulumi\.dev\.yaml cannot be read: /);
  });

  it("refuses what Pulumi gives as a secret, without repeating it", () => {
    const { message } = run({ ...runtimeConfig(DEV), "bulwark:owner": "hunter2" }, ["bulwark:owner"]);
    assert.match(message ?? "", /bulwark:owner: this is given as a secret/);
    assert.equal((message ?? "").includes("hunter2"), false);
  });
});
