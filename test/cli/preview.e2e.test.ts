import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Ajv2020 from "ajv/dist/2020";
import schema from "../../cli/preview/preview.schema.json";
import { descendantsOf, stillRunning } from "./descendants";
import { copyProject, ended, start, writeStack, written, type Ended } from "./project";

const isResult = new Ajv2020().compile(schema);

describe("bulwark preview, as a person or a build runs it", function () {
  // A whole preview in a process of its own, several times, on a machine that may be busy.
  this.timeout(180_000);

  const copies: string[] = [];
  function project(changes: Readonly<Record<string, string>> = {}): string {
    const root = copyProject();
    copies.push(root);
    for (const [file, text] of Object.entries(changes)) {
      writeFileSync(path.join(root, file), text);
    }
    return root;
  }
  const run = (root: string, ...call: string[]): Promise<Ended> => ended(start(root, ["preview", ...call]));

  let running: ReturnType<typeof start> | undefined;
  afterEach(() => {
    running?.kill("SIGKILL");
    running = undefined;
  });

  let unchanged: string;
  before(() => {
    unchanged = project();
  });
  after(() => {
    for (const copy of copies) {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  function assertMistake({ exitCode, out, log }: Ended, ...expected: RegExp[]): void {
    assert.equal(exitCode, 2, log);
    assert.equal(out, "");
    for (const pattern of expected) {
      assert.match(log, pattern);
    }
    assert.doesNotMatch(log, /^\s+at .*:\d+/mu, "a stack trace");
  }

  function assertDocument(out: string): void {
    const document: unknown = JSON.parse(out);
    assert.ok(isResult(document), JSON.stringify(isResult.errors));
  }

  it("two previews write the same plan and print the same document, byte by byte", async () => {
    const plan = path.join(unchanged, "build", "dev", "plan.json");
    const first = await run(unchanged, "--json");
    const firstPlan = readFileSync(plan, "utf8");
    const second = await run(unchanged, "--json");
    assert.equal(first.exitCode, 0, first.log);
    assert.equal(second.out, first.out);
    assert.equal(readFileSync(plan, "utf8"), firstPlan);
    assertDocument(first.out);
    assert.deepEqual(written(unchanged, "dev"), ["plan.json"]);
  });

  it("the summary fits 80 columns, has no escape codes without a terminal, and tells of a secret that stayed closed", async () => {
    writeStack(unchanged, "closed", (dev) =>
      dev.replace(/^config:\n/mu, "config:\n  other:token:\n    secure: v1:abc:def\n"),
    );
    const { exitCode, out, log } = await run(unchanged, "--stack", "closed");
    assert.equal(exitCode, 0, log);
    assert.match(out, /^Passed: \d+ mandatory rules met by \d+ planned resources/mu);
    assert.match(out.replaceAll("\n", " "), /a placeholder for other:token/u);
    assert.deepEqual(
      out.split("\n").filter((line) => line.length > 80),
      [],
    );
    assert.doesNotMatch(out + log, /\u001B/u);
  });

  it("a reader that goes away is no mistake more", async () => {
    const child = start(unchanged, ["preview", "--stack", "nowhere", "--json"]);
    const end = ended(child);
    child.stdout.destroy();
    const { exitCode, log } = await end;
    assert.equal(exitCode, 2, log);
    assert.doesNotMatch(log, /EPIPE/u);
  });

  it("a stack file that is not there", async () => {
    assertMistake(await run(unchanged, "--stack", "nowhere"), /Pulumi\.nowhere\.yaml/u);
    assert.deepEqual(written(unchanged, "nowhere"), []);
  });

  it("a stack file that is no YAML: with its place", async () => {
    writeStack(unchanged, "torn", () => "config:\n  bulwark:owner: [\n");
    assertMistake(await run(unchanged, "--stack", "torn"), /Pulumi\.torn\.yaml/u, /line 2|line 3|:[23]:\d/u);
    assert.deepEqual(written(unchanged, "torn"), []);
  });

  it("every mistake in the settings at once, by key, and a document that says the same", async () => {
    writeStack(unchanged, "mistaken", (dev) =>
      dev.replace(/bulwark:edge: .*/u, "bulwark:edge: sharp").replace(/bulwark:owner: .*/u, "bulwark:owner: nobody"),
    );
    const { exitCode, out, log } = await run(unchanged, "--stack", "mistaken", "--json");
    assertMistake({ exitCode, out: "", log }, /bulwark:edge/u, /sharp/u, /bulwark:owner/u);
    assertDocument(out);
    assert.match(out, /bulwark:edge/u);
    assert.deepEqual(written(unchanged, "mistaken"), []);
  });

  it("a control taken out of the program fails the preview with 1, and the plan shows why", async () => {
    const text = readFileSync(path.join(unchanged, "infra", "vault", "index.ts"), "utf8");
    const open = text.replace(/enableRbacAuthorization: true/u, "enableRbacAuthorization: false");
    assert.notEqual(open, text);
    const root = project({ "infra/vault/index.ts": open });
    const { exitCode, out, log } = await run(root);
    assert.equal(exitCode, 1, log);
    assert.match(out, /mcp01-vault-rbac/u);
    assert.match(out, /^Failed: 1 mandatory rule not met/mu);
    assert.ok(existsSync(path.join(root, "build", "dev", "plan.json")));
  });

  it("a program that throws: its message and no plan, and the earlier plan stays", async () => {
    const root = project({ "infra/index.ts": 'throw new Error("the roof is on fire");\n' });
    mkdirSync(path.join(root, "build", "dev"), { recursive: true });
    writeFileSync(path.join(root, "build", "dev", "plan.json"), "earlier");
    const { exitCode, out, log } = await run(root);
    assert.equal(exitCode, 2);
    assert.equal(out, "");
    assert.match(log, /the roof is on fire/u);
    assert.deepEqual(written(root, "dev"), ["plan.json"]);
    assert.equal(readFileSync(path.join(root, "build", "dev", "plan.json"), "utf8"), "earlier");
  });

  const packOf = (judge: string): string => `
    import { PolicyPack } from "@pulumi/policy";
    new PolicyPack("bulwark", { policies: [{
      name: "mcp01-odd", description: "odd", enforcementLevel: "mandatory",
      validateResource: () => { ${judge} },
    }] });
  `;

  it("a pack that throws: its message and no plan", async () => {
    const root = project({ "policies/index.ts": packOf('throw new Error("the judge is ill");') });
    const { exitCode, out, log } = await run(root);
    assert.equal(exitCode, 2);
    assert.equal(out, "");
    assert.match(log, /the judge is ill/u);
    assert.deepEqual(written(root, "dev"), []);
  });

  it("a rule that never ends is ended, and named as the pack's fault", async () => {
    const root = project({ "policies/index.ts": packOf("for (;;) {}") });
    const child = (running = start(root, ["preview", "--policy-timeout", "5", "--json"]));
    const end = ended(child);
    const before = await children(child.pid);
    const { exitCode, out, log } = await end;
    assert.equal(exitCode, 2, log);
    assert.match(out, /"kind": "pack"/u);
    assert.deepEqual(written(root, "dev"), []);
    assert.deepEqual(stillRunning(before), []);
  });

  const endless = 'console.error("half-way"); setInterval(() => undefined, 1000);\n';

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`${signal} half-way: 130, no plan, no process left`, async () => {
      const root = project({ "infra/index.ts": endless });
      const child = (running = start(root, ["preview", "--json"]));
      const end = ended(child);
      const before = await children(child.pid);
      child.kill(signal);
      const { exitCode, out, log } = await end;
      assert.equal(exitCode, 130, log);
      assert.match(out, /"kind": "interrupted"/u);
      assertDocument(out);
      assert.deepEqual(written(root, "dev"), []);
      assert.deepEqual(stillRunning(before), []);
    });
  }

  it("a fault that nothing waits for ends with 2: Node's own 1 would say that a rule is violated", async () => {
    const root = project({
      "infra/index.ts": endless,
      "fault.cjs": `
        if (process.argv[1]?.endsWith("bulwark.mjs")) {
          setTimeout(() => Promise.reject(new Error("adrift")), 2000);
        }
      `,
    });
    const child = (running = start(root, ["preview", "--json"], { NODE_OPTIONS: `--require ${root}/fault.cjs` }));
    const { exitCode, out, log } = await ended(child);
    assert.equal(exitCode, 2, log);
    assert.match(log, /A fault in Bulwark itself: adrift/u);
    assertDocument(out);
    assert.deepEqual(written(root, "dev"), []);
  });

  it("even killed outright it leaves no process", async () => {
    const root = project({ "infra/index.ts": endless });
    const child = (running = start(root, ["preview"]));
    const end = ended(child);
    const before = await children(child.pid);
    child.kill("SIGKILL");
    await end;
    for (let tries = 0; tries < 100 && stillRunning(before).length > 0; tries++) {
      await wait(100);
    }
    assert.deepEqual(stillRunning(before), []);
    assert.deepEqual(written(root, "dev"), []);
  });
});

/** Waits until both the program and the policy pack run, and gives all processes below the preview. */
async function children(parent: number | undefined): Promise<ReturnType<typeof descendantsOf>> {
  assert.ok(parent !== undefined);
  for (let tries = 0; tries < 600; tries++) {
    const found = descendantsOf(parent);
    if (
      [/cmd\/run[/ ]/u, /cmd\/run-policy-pack[/ ]/u].every((name) => found.some(({ command }) => name.test(command)))
    ) {
      return found;
    }
    await wait(50);
  }
  return assert.fail("program and policy pack did not start");
}
