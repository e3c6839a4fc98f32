import assert from "node:assert/strict";
import { PlanFormatError, readPlan } from "../../plan/read";
import { serializePlan } from "../../plan/serialize";
import type { Plan } from "../../plan/format";

const plan: Plan = {
  version: 3,
  deployment: {
    manifest: {},
    resources: [{ urn: "urn:pulumi:s::p::t::n", custom: true, type: "t", inputs: { a: 1 } }],
  },
};

describe("reading a plan", () => {
  it("reads version 4, which the CLI writes for hooks and taints, as it reads version 3", () => {
    assert.equal(readPlan('{"version":4,"deployment":{"manifest":{},"resources":[]}}').version, 3);
  });

  it("gives back what was written", () => {
    assert.deepEqual(readPlan(serializePlan(plan)), plan);
  });

  it("takes an export with a byte order mark and no resources", () => {
    assert.deepEqual(readPlan('\uFEFF{"version":3,"deployment":{"manifest":{}}}').deployment.resources, []);
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ["text that is not JSON", "{", /not JSON/],
    ["JSON that is no object", "[]", /not a JSON object/],
    ["another version", '{"version":2}', /version is 2, not 3 or 4/],
    ["no version", "{}", /version is null/],
    ["no deployment", '{"version":3}', /no object "deployment"/],
    ["resources that are no list", '{"version":3,"deployment":{"resources":{}}}', /is not a list/],
    [
      "a resource without URN",
      '{"version":3,"deployment":{"resources":[{"type":"t"}]}}',
      /resources\[0\]" has no text "urn"/,
    ],
    [
      "inputs that are no object",
      '{"version":3,"deployment":{"resources":[{"urn":"u","type":"t","inputs":[]}]}}',
      /"inputs" that is not an object/,
    ],
  ];
  for (const [what, text, says] of refused) {
    it(`refuses ${what}, and says how to make a plan`, () => {
      assert.throws(
        () => readPlan(text),
        (error) =>
          error instanceof PlanFormatError && says.test(error.message) && error.message.includes("pulumi stack export"),
      );
    });
  }
});
