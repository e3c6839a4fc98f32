import assert from "node:assert/strict";
import fc from "fast-check";
import { inDependencyOrder } from "../../plan/order";
import type { ResourceState } from "../../simulator/engine/resource";

/** A resource that depends on those before it in a list, in one of the ways that there are. */
function resource(index: number, needs: readonly number[]): ResourceState {
  const urns = needs.map((need) => `urn-${String(need)}`);
  const [parent = "", provider, ...dependencies] = urns;
  return {
    ...{
      type: "t",
      name: "n",
      custom: true,
      isDefaultProvider: false,
      external: false,
      id: "",
      inputs: {},
      outputs: {},
    },
    ...{ deletedWith: "", ignoreChanges: [], additionalSecretOutputs: [], customTimeouts: {}, hooks: {}, importId: "" },
    urn: `urn-${String(index)}`,
    parent,
    provider: provider === undefined ? "" : `${provider}::id`,
    dependencies: dependencies.slice(0, 1),
    propertyDependencies: { property: dependencies.slice(1) },
  };
}

/** Resources, each with some of the earlier ones as what it needs. */
const deployments = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 }).map((needs) =>
  needs.map((some, index) =>
    resource(
      index,
      [...new Set(some.map((n) => n % (index || 1)))].filter((n) => n < index),
    ),
  ),
);

const urns = (resources: readonly ResourceState[]): string[] => resources.map(({ urn }) => urn);

describe("engine: the order of a plan", () => {
  it("puts every resource after all that it depends on, and loses none", () => {
    fc.assert(
      fc.property(deployments, (deployment) => {
        const ordered = inDependencyOrder(deployment);
        assert.deepEqual(urns(ordered).sort(), urns(deployment).sort());
        ordered.forEach((one, at) => {
          const needs = [
            one.parent,
            one.provider.split("::")[0],
            ...one.dependencies,
            ...(one.propertyDependencies.property ?? []),
          ];
          needs
            .filter((urn) => urn !== undefined && urn !== "")
            .forEach((urn) => {
              assert(urns(ordered).indexOf(urn ?? "") < at, `${one.urn} stands before ${String(urn)}`);
            });
        });
      }),
    );
  });

  it("does not depend on the order in which resources were registered", () => {
    fc.assert(
      fc.property(
        deployments.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          assert.deepEqual(urns(inDependencyOrder(shuffled)), urns(inDependencyOrder(all)));
        },
      ),
    );
  });

  it("puts the stack first", () => {
    const stack = { ...resource(9, []), type: "pulumi:pulumi:Stack" };
    assert.equal(inDependencyOrder([resource(0, []), stack])[0], stack);
  });
});
