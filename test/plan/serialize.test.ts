import assert from "node:assert/strict";
import fc from "fast-check";
import type { Json, JsonObject, Plan } from "../../plan/format";
import { serializePlan } from "../../plan/serialize";
import { isList, isObject } from "../../plan/values";

function planWith(inputs: JsonObject): Plan {
  return { version: 3, deployment: { manifest: {}, resources: [{ urn: "u", custom: true, type: "t", inputs }] } };
}

/** The same value with the keys of every object the other way round. */
function reversed(value: Json): Json {
  if (isList(value)) {
    return value.map(reversed);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      )
    : value;
}

describe("writing a plan", () => {
  it("gives the same bytes whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputs) => {
        const value = JSON.parse(JSON.stringify(inputs)) as JsonObject;
        assert.equal(serializePlan(planWith(value)), serializePlan(planWith(reversed(value) as JsonObject)));
      }),
    );
  });

  it("keeps the order of lists in inputs, sorts lists of dependencies, and ends with a newline", () => {
    const text = serializePlan({
      version: 3,
      deployment: {
        manifest: {},
        resources: [
          {
            urn: "u",
            custom: true,
            type: "t",
            inputs: { l: ["b", "a"] },
            dependencies: ["z", "y"],
            propertyDependencies: { l: ["z", "y"] },
          },
        ],
      },
    });
    const written = JSON.parse(text) as Plan;
    const [resource] = written.deployment.resources;
    assert.deepEqual(resource?.inputs, { l: ["b", "a"] });
    assert.deepEqual(resource.dependencies, ["y", "z"]);
    assert.deepEqual(resource.propertyDependencies, { l: ["y", "z"] });
    assert.ok(text.endsWith("}\n"));
  });
});
