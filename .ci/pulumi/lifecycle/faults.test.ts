import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Fault } from "../../../simulator/engine/providers/cloud/faults";
import { install, type Installation } from "../harness/installation";
import { RealStack } from "../harness/stack";
import { waitUntil } from "../harness/wait";

/** The process id of a provider that the running command has started; none before it has. */
function providerProcess(stack: RealStack, name: string): number | undefined {
  const line = stack.stillRunning().find((running) => running.includes(`pulumi-resource-${name}.js`));
  return line === undefined ? undefined : Number(line.slice(0, line.indexOf(":")));
}

describe("what goes wrong under the real CLI", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;

  before(() => {
    installation = install();
  });
  beforeEach(async () => {
    stack = await RealStack.create(installation, { stack: "dev", compiled: true });
  });
  afterEach(() => {
    stack.remove();
  });
  after(() => {
    installation.remove();
  });

  /** Where the cloud is to fail from now on; nowhere without an argument. */
  function fail(...faults: readonly Fault[]): void {
    writeFileSync(path.join(stack.cloud, "faults.json"), JSON.stringify(faults));
  }

  it("Ctrl-C in the middle of up leaves a state that can be read, nothing running, and up can be finished", async () => {
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await waitUntil(() => providerProcess(stack, "azuread") !== undefined);
    up.process.kill("SIGINT");
    assert.notEqual((await up.outcome).code, 0);
    await waitUntil(() => stack.stillRunning().length === 0);
    const begun = (await stack.export()).deployment.resources.length;
    const finished = await stack.up();
    assert.equal(finished.code, 0, finished.stdout + finished.stderr);
    assert.ok((await stack.export()).deployment.resources.length > begun);
  });

  it("a provider that dies in the middle of up is named, and the state can be read", async () => {
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await waitUntil(() => providerProcess(stack, "azuread") !== undefined);
    process.kill(providerProcess(stack, "azuread") ?? 0, "SIGKILL");
    const { code, stdout, stderr } = await up.outcome;
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /azuread/);
    assert.ok((await stack.export()).deployment.resources.length > 0);
  });

  it("a state of another passphrase is refused with a word about the passphrase", async () => {
    const { code, stdout, stderr } = await stack.run(["preview"], { PULUMI_CONFIG_PASSPHRASE: "another one" });
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /passphrase/);
  });

  it("a CLI older than what the checks compare with is refused, with both versions", async () => {
    stack.edit("Pulumi.yaml", `">=3.248.0 <4.0.0"`, `">=3.999.0"`);
    const { code, stdout, stderr } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /3\.248\.0[^]*3\.999\.0|3\.999\.0[^]*3\.248\.0/);
  });

  it("Azure failing at one resource fails up with that resource's name, and the next up goes on from there", async () => {
    fail({ urn: "ContainerApp::ledger$", operation: "create", effect: "error" });
    const failed = await stack.up();
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /ContainerApp \(ledger\)/);
    fail();
    const again = await stack.up();
    assert.equal(again.code, 0, again.stdout + again.stderr);
  });

  it("what Azure made without being able to say so is named by the next up, which does not take it over", async () => {
    fail({ urn: "ContainerApp::ledger$", operation: "create", effect: "error", when: "after" });
    assert.equal((await stack.up()).code, 1);
    fail();
    const again = await stack.up();
    assert.equal(again.code, 1);
    assert.match(again.stdout, /cannot create already existing resource '[^']*ca-ledger'/);
  });

  it("a provider that hangs is given up at the second Ctrl-C, and the state can be read", async () => {
    fail({ urn: "UserAssignedIdentity::gateway$", operation: "create", effect: "hang" });
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    await waitUntil(() => providerProcess(stack, "azure-native") !== undefined);
    up.process.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 2000));
    up.process.kill("SIGINT");
    assert.notEqual((await up.outcome).code, 0);
    await waitUntil(() => stack.stillRunning().length === 0);
    await stack.export();
  });
});
