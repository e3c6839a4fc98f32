import assert from "node:assert/strict";
import path from "node:path";
import { preview, PreviewError, type PreviewResult } from "../../../simulator/engine";
import { withoutColours } from "../harness/event-log";
import { install, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { agreeOn } from "./agreement";
import { compareLines, compareResources } from "./compare";
import { fromPlan, fromPreview } from "./comparable";
import { SECOND_PACK } from "./second-pack";
import { ourRemediations, ourVerdicts, realRemediations, realVerdicts } from "./verdicts";

const SECOND = path.join(__dirname, "second-program");
const STACK = "first";
/** As `pulumi stack output --json` shows them. */
const OTHER_OUTPUTS = { "organization/other/first": { plain: "plain output", hidden: "[secret]" } };

describe("the real engine and ours, on a program that uses what Bulwark does not", function () {
  this.timeout(600_000);
  let installation: Installation;
  let other: RealStack;
  let stack: RealStack;
  let pack: string;

  before(async () => {
    installation = install();
    pack = SECOND_PACK;
    other = await RealStack.create(installation, { stack: STACK, folder: path.join(SECOND, "other") });
    const { code, stdout } = await other.up();
    assert.equal(code, 0, stdout);
    stack = await RealStack.create(installation, { stack: STACK, folder: SECOND, beside: other });
  });
  after(() => {
    stack.remove();
    other.remove();
    installation.remove();
  });

  function previewed(): Promise<PreviewResult> {
    return preview({ root: stack.folder, stack: STACK, policyPacks: [{ path: pack }], stackOutputs: OTHER_OUTPUTS });
  }

  describe("that succeeds", () => {
    let real: Previewed;
    let ours: PreviewResult;
    before(async () => {
      real = await stack.preview({ policyPacks: [pack] });
      ours = await previewed();
    });

    it("plan the same resources", () => {
      assert.ok(real.steps.length > 10, `only ${real.steps.length} steps: ${real.stdout}${real.stderr}`);
      agreeOn(compareResources(fromPreview(real.steps), fromPlan(ours.plan)));
    });

    it("reach the same verdicts", () => {
      agreeOn(compareLines(realVerdicts(real.events), ourVerdicts(ours)));
    });

    it("remedy the same resources", () => {
      assert.ok(real.events.remediations.length > 0);
      agreeOn(compareLines(realRemediations(real.events), ourRemediations(ours)));
    });
  });

  describe("that fails", () => {
    for (const place of ["program", "apply", "log", "unheard-of"]) {
      it(`fail with the same message where the program fails: ${place}`, async () => {
        const { code } = await stack.run(["config", "set", "fails", place]);
        assert.equal(code, 0);
        const real = await stack.preview({ policyPacks: [pack] });
        const theirs = real.events.diagnostics
          .filter(({ severity }) => severity === "error")
          .map(({ message }) => withoutColours(message));
        assert.notEqual(real.code, 0);
        const message = (await failureOf(previewed())).join("\n");
        const [expected] = /thrown by the program|thrown below an output|logged as an error|no place 'unheard-of'/.exec(
          theirs.join("\n"),
        ) ?? ["no such message"];
        assert.ok(message.includes(expected), `real: ${theirs.join("\n")}\nours: ${message}`);
      });
    }
  });
});

async function failureOf(previewing: Promise<PreviewResult>): Promise<readonly string[]> {
  try {
    await previewing;
  } catch (thrown) {
    if (thrown instanceof PreviewError) {
      return [thrown.message, ...thrown.details];
    }
    throw thrown;
  }
  return ["it did not fail"];
}
