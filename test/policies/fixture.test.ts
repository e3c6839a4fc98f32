import assert from "node:assert/strict";
import { rules } from "../../policies/rules";
import { judge } from "./analyzer";
import { stack } from "./fixture";

describe("the fixture", () => {
  it("passes every rule, so that a case fails by its own change alone", async () => {
    const { verdicts } = await judge(rules, stack());
    assert.deepEqual(verdicts, []);
  });
});
