import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { install, packageVersion, type Installation } from "./installation";
import { RealStack } from "./stack";
import { waitUntil } from "./wait";

const COMPONENTS_ONLY = path.join(__dirname, "../differential/second-program/other");

describe("the real CLI with our language host", function () {
  this.timeout(600_000);
  let installation: Installation;
  let stack: RealStack;
  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "first", folder: COMPONENTS_ONLY });
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  it("is of the version of the SDK that the program uses", () => {
    assert.equal(installation.version, `v${packageVersion("@pulumi/pulumi")}`);
  });

  it("previews, deploys, finds no change and destroys", async () => {
    const planned = await stack.preview();
    assert.equal(planned.code, 0, planned.stderr);
    assert.deepEqual(
      planned.steps.map(({ op, urn }) => `${op} ${urn}`),
      ["create urn:pulumi:first::other::pulumi:pulumi:Stack::other-first"],
    );
    assert.equal((await stack.up()).code, 0);
    assert.equal((await stack.up({ args: ["--expect-no-changes"] })).code, 0);
    const [root] = (await stack.export()).deployment.resources;
    assert.equal(root?.outputs?.plain, "plain output");
    assert.equal((await stack.destroy()).code, 0);
    assert.deepEqual((await stack.export()).deployment.resources, []);
  });

  it("tells a program's failure as the program told it", async () => {
    writeFileSync(path.join(stack.folder, "index.ts"), `throw new Error("of the program itself");\n`);
    const failed = await stack.preview();
    assert.notEqual(failed.code, 0);
    assert.match(failed.events.diagnostics.map(({ message }) => message).join("\n"), /of the program itself/);
  });

  it("leaves nothing running when it is interrupted while the program runs", async () => {
    writeFileSync(path.join(stack.folder, "index.ts"), `setInterval(() => undefined, 1000);\n`);
    const running = stack.start(["preview"]);
    await waitUntil(() => stack.stillRunning().some((line) => line.includes("cmd/run/")));
    running.process.kill("SIGINT");
    assert.notEqual((await running.outcome).code, 0);
    await waitUntil(() => stack.stillRunning().length === 0);
  });
});
