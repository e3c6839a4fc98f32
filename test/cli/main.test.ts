import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import schema from "../../cli/preview/preview.schema.json";
import { main } from "../../cli/main";
import type { PreviewEngine } from "../../cli/preview/run";
import { serializePlan } from "../../plan/serialize";
import { InterruptedError, PreviewError, type PreviewRequest } from "../../simulator/engine";
import { namedValueUrn, policy, previewResult, vaultUrn, violation, withResources } from "./preview/planned";
import { recorder, type Recorder } from "./recorder";

const isResult = new Ajv2020({ allErrors: true }).compile(schema);

interface Outcome {
  readonly exitCode: number;
  readonly out: Recorder;
  readonly log: Recorder;
}

describe("bulwark", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "bulwark-main-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const planFile = (stack = "dev"): string => path.join(root, "build", stack, "plan.json");

  async function run(call: string, engine: PreviewEngine, signal = new AbortController().signal): Promise<Outcome> {
    const terminal = { out: recorder(), log: recorder() };
    const exitCode = await main(call.split(" "), { root, folder: root, terminal, engine, signal });
    return { exitCode, ...terminal };
  }

  const gives =
    (result: ReturnType<typeof previewResult>): PreviewEngine =>
    () =>
      Promise.resolve(result);
  const fails =
    (error: Error): PreviewEngine =>
    () =>
      Promise.reject(error);
  const never: PreviewEngine = () => assert.fail("the engine was asked");

  function parsed({ out }: Outcome): Record<string, unknown> {
    const document = JSON.parse(out.text) as Record<string, unknown>;
    assert.ok(isResult(document), JSON.stringify(isResult.errors));
    return document;
  }

  describe("preview", () => {
    it("passes with 0, and writes the plan", async () => {
      const { exitCode, out } = await run("preview", gives(previewResult()));
      assert.equal(exitCode, 0);
      assert.match(out.text, /^Passed: /mu);
      assert.equal(readFileSync(planFile(), "utf8"), serializePlan(previewResult().plan));
    });

    it("asks the engine for the compiled program, the pack beside it and the stack dev", async () => {
      const requests: PreviewRequest[] = [];
      await run("preview", (request) => {
        requests.push(request);
        return Promise.resolve(previewResult());
      });
      const [{ onEvent: _onEvent, signal: _signal, ...request } = assert.fail("the engine was not asked")] = requests;
      assert.deepEqual(request, {
        root,
        stack: "dev",
        program: path.join(root, "build/.js/infra.js"),
        policyPacks: [{ path: path.join(root, "policies") }],
        stackOutputs: {},
        policyTimeoutMs: 60_000,
      });
    });

    it("takes another stack and another patience", async () => {
      const requests: PreviewRequest[] = [];
      await run("preview --stack prod --policy-timeout 1.5", (request) => {
        requests.push(request);
        return Promise.resolve(previewResult());
      });
      assert.equal(requests[0]?.stack, "prod");
      assert.equal(requests[0].policyTimeoutMs, 1500);
      assert.ok(existsSync(planFile("prod")));
    });

    it("fails with 1 where a mandatory rule is violated, and writes the plan all the same", async () => {
      const { exitCode } = await run(
        "preview",
        gives(previewResult({ violations: [violation("mcp01-vault-closed")] })),
      );
      assert.equal(exitCode, 1);
      assert.ok(existsSync(planFile()));
    });

    it("fails with 1 where a rule could not judge because of an unknown", async () => {
      const violations = [
        violation("mcp01-vault-closed", { enforcementLevel: "advisory", message: "can't run policy" }),
      ];
      assert.equal((await run("preview", gives(previewResult({ violations })))).exitCode, 1);
    });

    it("fails with 1 where a value is unknown and its source is missing, though no rule says so", async () => {
      const cut = withResources(({ propertyDependencies: _, ...resource }) => resource);
      const outcome = await run("preview --json", gives(cut));
      assert.equal(outcome.exitCode, 1);
      const { unknowns } = parsed(outcome) as { unknowns: { refused: { urn: string; path: string }[] } };
      assert.deepEqual(
        unknowns.refused.map(({ urn, path: place }) => [urn, place]),
        [[namedValueUrn, "value"]],
      );
    });

    it("passes with advice", async () => {
      const violations = [violation("mcp02-advice", { enforcementLevel: "advisory" })];
      assert.equal((await run("preview", gives(previewResult({ violations })))).exitCode, 0);
    });

    it("a pack without a rule proves nothing: 2", async () => {
      const { exitCode, log } = await run("preview", gives(previewResult({ policies: [] })));
      assert.equal(exitCode, 2);
      assert.match(log.text, /holds no rule/u);
      assert.equal(existsSync(planFile()), false);
    });

    for (const kind of ["settings", "program", "pack", "engine"] as const) {
      it(`a mistake (${kind}) ends with 2, its message alone, and no plan`, async () => {
        const { exitCode, out, log } = await run(
          "preview",
          fails(new PreviewError(kind, "It is wrong.", ["one", "two"])),
        );
        assert.equal(exitCode, 2);
        assert.equal(out.text, "");
        assert.equal(log.text, "It is wrong.\n  one\n  two\n");
        assert.equal(existsSync(path.join(root, "build")), false);
      });
    }

    it("a fault of our own ends with 2, and no stack trace", async () => {
      const { exitCode, log } = await run("preview", fails(new TypeError("x is not a function")));
      assert.equal(exitCode, 2);
      assert.match(log.text, /fault in Bulwark itself: x is not a function/u);
      assert.doesNotMatch(log.text, /^\s+at /mu);
    });

    it("an earlier plan stays where there is no new one", async () => {
      await run("preview", gives(previewResult()));
      const earlier = readFileSync(planFile(), "utf8");
      await run("preview", fails(new PreviewError("program", "It throws.")));
      assert.equal(readFileSync(planFile(), "utf8"), earlier);
    });

    it("interrupted, it ends with 130 and no plan", async () => {
      const { exitCode, log } = await run("preview", fails(new InterruptedError()));
      assert.equal(exitCode, 130);
      assert.equal(log.text, "Interrupted: nothing was written.\n");
      assert.equal(existsSync(path.join(root, "build")), false);
    });

    it("how the program ends when it is interrupted too is no mistake of it", async () => {
      const controller = new AbortController();
      controller.abort();
      const engine = fails(new PreviewError("program", "The program ended by SIGINT."));
      assert.equal((await run("preview", engine, controller.signal)).exitCode, 130);
    });

    it("interrupted at the last moment, it still writes nothing", async () => {
      const controller = new AbortController();
      const engine: PreviewEngine = () => {
        controller.abort();
        return Promise.resolve(previewResult());
      };
      assert.equal((await run("preview", engine, controller.signal)).exitCode, 130);
      assert.equal(existsSync(path.join(root, "build")), false);
    });

    it("a plan that cannot be written ends with 2 and names the file", async () => {
      root = path.join(root, "gone\u0000");
      const { exitCode, log } = await run("preview", gives(previewResult()));
      root = path.dirname(root);
      assert.equal(exitCode, 2);
      assert.match(log.text, /The plan cannot be written to .*plan\.json/u);
    });

    for (const [call, message] of [
      ["preview --stack ../x", /letters, digits/u],
      ["preview --stack .js", /letters, digits/u],
      ["preview --policy-timeout soon", /number of seconds/u],
      ["preview --policy-timeout 0", /number of seconds/u],
      ["preview --stack-outputs nothing", /NAME=FILE/u],
      ["preview --stakc dev", /unknown option '--stakc'/u],
      ["preview more", /too many arguments/u],
      ["previeww", /unknown command 'previeww'/u],
    ] as const) {
      it(`\`${call}\` is refused with 2 before anything runs`, async () => {
        const { exitCode, out, log } = await run(call, never);
        assert.equal(exitCode, 2);
        assert.equal(out.text, "");
        assert.match(log.text, message);
      });

      it(`\`${call} --json\` says so in a document too`, async () => {
        const outcome = await run(`${call} --json`, never);
        assert.equal(outcome.exitCode, 2);
        assert.match(outcome.out.text, message);
        assert.ok("error" in parsed(outcome));
      });
    }

    it("help is a result: 0, on the output", async () => {
      const { exitCode, out } = await run("preview --help", never);
      assert.equal(exitCode, 0);
      assert.match(out.text, /Exit status: 0 every mandatory rule is met/u);
      assert.ok(out.text.split("\n").every((line) => line.length <= 80));
    });
  });

  describe("preview --json", () => {
    it("prints one document that its schema allows, and nothing else", async () => {
      const rich = previewResult({
        policies: [policy("mcp01-vault-closed"), policy("azure-tagged", { enforcementLevel: "remediate" })],
        violations: [
          violation("mcp01-vault-closed"),
          violation("mcp01-vault-closed", { message: "cannot be known in preview: x" }),
          violation("mcp02-advice", { enforcementLevel: "advisory" }),
        ],
        notApplicable: [{ policy: "azure-tagged", reason: "nothing to tag" }],
        remediations: [{ policy: "azure-tagged", urn: vaultUrn, properties: {} }],
        diagnostics: [
          { severity: "debug", message: "not shown" },
          { severity: "warning", message: "odd", urn: vaultUrn },
        ],
        closedConfigSecrets: ["bulwark:one"],
      });
      const report = parsed(await run("preview --json", gives(rich)));
      assert.equal(report.verdict, "failed");
      assert.equal(report.plan, "build/dev/plan.json");
      assert.equal(report.environment, "dev");
      assert.deepEqual(report.diagnostics, [{ severity: "warning", message: "odd", urn: vaultUrn }]);
    });

    it("gives the same bytes whatever order the engine met things in", async () => {
      const violations = ["mcp02-b", "mcp01-a", "mcp02-c"].map((name) => violation(name));
      const diagnostics = ["two", "one"].map((message) => ({ severity: "info" as const, message }));
      const one = await run("preview --json", gives(previewResult({ violations, diagnostics })));
      const other = await run(
        "preview --json",
        gives(previewResult({ violations: violations.toReversed(), diagnostics: diagnostics.toReversed() })),
      );
      assert.equal(one.out.text, other.out.text);
    });

    it("says in a document why there is no result, and when it was interrupted", async () => {
      const mistaken = await run("preview --json", fails(new PreviewError("settings", "Wrong.", ["one"])));
      assert.deepEqual(parsed(mistaken), { error: { kind: "settings", message: "Wrong.", details: ["one"] } });
      const interrupted = await run("preview --json", fails(new InterruptedError()));
      assert.equal(interrupted.exitCode, 130);
      assert.equal((parsed(interrupted).error as { kind: string }).kind, "interrupted");
    });

    it("keeps help off the output", async () => {
      assert.equal((await run("preview --json --help", never)).out.text, "");
    });
  });
});
