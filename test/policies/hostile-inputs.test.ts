import assert from "node:assert/strict";
import { UNKNOWN, type Json, type JsonObject, type PlanResource } from "../../plan/format";
import { isList, isObject } from "../../plan/values";
import { rules } from "../../policies/rules";
import { judge } from "./analyzer";
import { stack } from "./fixture";

const VALUES: readonly Json[] = [null, "", "x", 7, true, [], [null], ["x"], {}, { x: null }, UNKNOWN, [UNKNOWN]];

/** Every input of a resource replaced. */
function withEveryInput(resource: PlanResource, value: Json): PlanResource {
  return { ...resource, inputs: Object.fromEntries(Object.keys(resource.inputs ?? {}).map((name) => [name, value])) };
}

/** Every leaf of a resource's inputs replaced. */
function withEveryLeaf(target: Json, value: Json): Json {
  if (isList(target)) {
    return target.map((item) => withEveryLeaf(item, value));
  }
  return isObject(target)
    ? Object.fromEntries(Object.entries(target).map(([key, member]) => [key, withEveryLeaf(member, value)]))
    : value;
}

describe("rules over inputs of any shape", () => {
  for (const value of VALUES) {
    it(`judge, and never crash, where every input is ${JSON.stringify(value)}`, async () => {
      const { verdicts } = await judge(
        rules,
        stack().map((resource) => withEveryInput(resource, value)),
      );
      assert.ok(verdicts.length > 0);
      assert.ok(verdicts.every(({ mandatory }) => mandatory));
    });

    it(`judge, and never crash, where every leaf is ${JSON.stringify(value)}`, async () => {
      const { verdicts } = await judge(
        rules,
        stack().map((resource) => ({
          ...resource,
          inputs: withEveryLeaf(resource.inputs ?? {}, value) as JsonObject,
        })),
      );
      assert.ok(verdicts.length > 0);
      assert.ok(verdicts.every(({ mandatory }) => mandatory));
    });
  }
});
