import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { packageVersion } from "./installation";

const BUILD = path.join(__dirname, "../build-cli.sh");
const VERSION = `v${packageVersion("@pulumi/pulumi")}`;

describe("getting the Pulumi CLI", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "bulwark-cli-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A command in place of the CLI. */
  function command(body: string): string {
    const file = path.join(folder, "pulumi");
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  function get(env: NodeJS.ProcessEnv): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } {
    return spawnSync("/bin/bash", [BUILD, path.join(folder, "builds")], { encoding: "utf8", env });
  }

  it("takes one that is there already, of the SDK's version", () => {
    const cli = command(`echo ${VERSION}`);
    const { status, stdout, stderr } = get({ ...process.env, BULWARK_PULUMI: cli });
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), cli);
  });

  it("refuses one of another version, and says which it must be", () => {
    const { status, stdout, stderr } = get({ ...process.env, BULWARK_PULUMI: command("echo v3.100.0") });
    assert.notEqual(status, 0);
    assert.equal(stdout, "");
    assert.ok(stderr.includes("v3.100.0") && stderr.includes(VERSION), stderr);
  });

  it("refuses one that does not run, or is not there", () => {
    for (const cli of [command("exit 7"), path.join(folder, "absent")]) {
      const { status, stderr } = get({ ...process.env, BULWARK_PULUMI: cli });
      assert.notEqual(status, 0);
      assert.ok(stderr.includes("no CLI that runs") && stderr.includes(VERSION), stderr);
    }
  });

  it("says what to install where there is none and no compiler to build it with", () => {
    const needed = ["sed", "sha256sum", "cut", "cat", "dirname"];
    for (const name of needed) {
      const { stdout } = spawnSync("/bin/bash", ["-c", `command -v ${name}`], { encoding: "utf8" });
      symlinkSync(stdout.trim(), path.join(folder, name));
    }
    const { status, stderr } = get({ PATH: folder, HOME: folder });
    assert.notEqual(status, 0);
    assert.match(stderr, /Go is not installed/);
    assert.ok(stderr.includes("BULWARK_PULUMI"), stderr);
  });
});
