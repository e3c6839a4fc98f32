import assert from "node:assert/strict";
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
    stack = await RealStack.create(installation, { stack: "dev" });
  });
  afterEach(() => {
    stack.remove();
  });
  after(() => {
    installation.remove();
  });

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
});
