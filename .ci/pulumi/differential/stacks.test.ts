import assert from "node:assert/strict";
import path from "node:path";
import { planFromPreview } from "../../../plan/from-preview";
import { preview, type PreviewResult } from "../../../simulator/engine";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack, type Previewed } from "../harness/stack";
import { report } from "../harness/timing";
import { agreeOn } from "./agreement";
import { compareLines, compareResources } from "./compare";
import { fromPlan, fromPreview } from "./comparable";
import { ourRemediations, ourVerdicts, realRemediations, realVerdicts } from "./verdicts";

const POLICIES = path.join(ROOT, "policies");

describe("the real engine and ours, on a first preview", function () {
  this.timeout(600_000);
  let installation: Installation;
  before(() => {
    installation = install();
  });
  after(() => {
    installation.remove();
  });

  for (const name of ["dev", "prod"]) {
    describe(`of ${name}`, () => {
      let stack: RealStack;
      let real: Previewed;
      let ours: PreviewResult;
      before(async () => {
        stack = await RealStack.create(installation, { stack: name });
        real = await stack.preview({ policyPacks: [POLICIES] });
        const begun = performance.now();
        ours = await preview({
          root: stack.folder,
          stack: name,
          program: path.join(ROOT, "build/.js/infra.js"),
          policyPacks: [{ path: POLICIES }],
        });
        report(`offline preview of ${name}`, begun);
      });
      after(() => {
        stack.remove();
      });

      it("end the same way", () => {
        const refused = ours.violations.some(({ enforcementLevel }) => enforcementLevel === "mandatory");
        assert.equal(real.code, refused ? 1 : 0, real.stderr);
      });

      it("would create every resource", () => {
        assert.ok(real.steps.length > 50, `only ${real.steps.length} steps: ${real.stderr}`);
        assert.deepEqual([...new Set(real.steps.map(({ op }) => op))], ["create"]);
      });

      it("plan the same resources", () => {
        agreeOn(compareResources(fromPreview(real.steps), fromPlan(ours.plan)));
        agreeOn(compareResources(fromPlan(planFromPreview(real.stdout).plan), fromPlan(ours.plan)));
      });

      it("reach the same verdicts", () => {
        agreeOn(compareLines(realVerdicts(real.events), ourVerdicts(ours)));
        agreeOn(compareLines(realRemediations(real.events), ourRemediations(ours)));
      });
    });
  }
});
