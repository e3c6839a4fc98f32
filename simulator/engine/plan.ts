/** Writes a deployment down as a plan. Source of the format: plan/format.ts. */
import type { Plan, PlanResource } from "../../plan/format";
import { providerUrn } from "../../plan/provider-reference";
import type { CustomTimeouts, ResourceState } from "./resource";
import { allAsPlanned } from "./values";

/** The plan of these resources, which stand in order. Default providers are left out. */
export function toPlan(resources: readonly ResourceState[]): Plan {
  const defaults = new Set(resources.filter((state) => state.isDefaultProvider).map((state) => state.urn));
  return {
    version: 3,
    deployment: {
      manifest: {},
      resources: resources.filter(({ urn }) => !defaults.has(urn)).map((state) => toPlanResource(state, defaults)),
    },
  };
}

function toPlanResource(state: ResourceState, defaultProviders: ReadonlySet<string>): PlanResource {
  const explicitProvider = state.provider !== "" && !defaultProviders.has(providerUrn(state.provider));
  return {
    urn: state.urn,
    custom: state.custom,
    type: state.type,
    ...(state.id === "" ? {} : { id: state.id }),
    inputs: allAsPlanned(state.inputs),
    outputs: allAsPlanned(state.outputs),
    ...(state.parent === "" ? {} : { parent: state.parent }),
    ...(state.protect === true ? { protect: true } : {}),
    ...(state.external ? { external: true } : {}),
    ...(state.dependencies.length === 0 ? {} : { dependencies: sorted(state.dependencies) }),
    ...propertyDependencies(state),
    ...(explicitProvider ? { provider: state.provider } : {}),
    ...(state.additionalSecretOutputs.length === 0
      ? {}
      : { additionalSecretOutputs: sorted(state.additionalSecretOutputs) }),
    ...timeouts(state.customTimeouts),
    ...(state.retainOnDelete === true ? { retainOnDelete: true } : {}),
    ...(state.deletedWith === "" ? {} : { deletedWith: state.deletedWith }),
  };
}

/** The dependencies of each property that has any. */
function propertyDependencies({ propertyDependencies: all }: ResourceState): Partial<PlanResource> {
  const some = Object.entries(all)
    .filter(([, urns]) => urns.length > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([property, urns]) => [property, sorted(urns)]);
  return some.length === 0 ? {} : { propertyDependencies: Object.fromEntries(some) as Record<string, string[]> };
}

function timeouts({ create, update, delete: delete_ }: CustomTimeouts): Partial<PlanResource> {
  if (create === undefined && update === undefined && delete_ === undefined) {
    return {};
  }
  return {
    customTimeouts: {
      ...(create === undefined ? {} : { create }),
      ...(update === undefined ? {} : { update }),
      ...(delete_ === undefined ? {} : { delete: delete_ }),
    },
  };
}

function sorted(values: readonly string[]): string[] {
  return [...values].sort();
}
