/** A plan's resources as the engine knows resources, so that policies get of them what the engine would send. */
import { UNKNOWN, type Json, type PlanResource } from "../../plan/format";
import type { DeployedResource } from "../../plan/judged-file";
import { providerUrn } from "../../plan/provider-reference";
import { isClosedSecret } from "../../plan/values";
import type { Judged } from "./policy/requests";
import { defaultProviderName } from "./provider-registry";
import type { ResourceState } from "./resource";
import { makeUrn, packageOf, parseUrn, PROVIDER_TYPE_PREFIX } from "./urn";
import { isList, isObject, secret, type Properties } from "./values";

/**
 * The resources that policies judge, with their providers. As in a deployment, what is only read (`external`) is not
 * judged; as in a state, what is to be deleted is not either.
 */
export function judgedStates(resources: readonly DeployedResource[], stack: string, project: string): Judged[] {
  const states = new Map(resources.map((resource) => [resource.urn, stateOf(resource)]));
  const unnamed = new Map<string, ResourceState>();
  const providerOf = (state: ResourceState): ResourceState | undefined => {
    if (state.provider !== "") {
      return states.get(providerUrn(state.provider));
    }
    if (!state.custom || state.type.startsWith("pulumi:")) {
      return undefined;
    }
    const name = packageOf(state.type);
    const provider = unnamed.get(name) ?? defaultProvider(name, stack, project);
    unnamed.set(name, provider);
    return provider;
  };
  return resources
    .filter((resource) => resource.external !== true && resource.delete !== true)
    .flatMap(({ urn }) => states.get(urn) ?? [])
    .map((state) => ({ state, provider: providerOf(state) }));
}

function stateOf(resource: DeployedResource): ResourceState {
  const inputs = closedAsUnknown(resource.inputs ?? {}) as Properties;
  return {
    urn: resource.urn,
    type: resource.type,
    name: parseUrn(resource.urn).name,
    custom: resource.custom,
    parent: resource.parent ?? "",
    inputs,
    // A plan made of a real preview has none; what a provider answers in preview is the inputs and what it cannot know.
    outputs: resource.outputs === undefined ? inputs : (closedAsUnknown(resource.outputs) as Properties),
    id: resource.id ?? "",
    dependencies: resource.dependencies ?? [],
    propertyDependencies: resource.propertyDependencies ?? {},
    provider: resource.provider ?? "",
    protect: resource.protect,
    retainOnDelete: resource.retainOnDelete,
    deletedWith: resource.deletedWith ?? "",
    ignoreChanges: resource.ignoreChanges ?? [],
    additionalSecretOutputs: resource.additionalSecretOutputs ?? [],
    customTimeouts: resource.customTimeouts ?? {},
    hooks: {},
    importId: "",
    external: resource.external === true,
    isDefaultProvider: false,
  };
}

/**
 * Nobody here can open a secret. To rules it is unknown, so that one that must see it says that it cannot be known, and
 * none passes because of what stands in its place.
 */
function closedAsUnknown(value: Json): Json {
  if (isClosedSecret(value)) {
    return secret(UNKNOWN);
  }
  if (isList(value)) {
    return value.map(closedAsUnknown);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closedAsUnknown(member)]))
    : value;
}

/** The provider that plans leave out; which version it has, and how it is configured, they do not say. */
function defaultProvider(packageName: string, stack: string, project: string): ResourceState {
  const type = `${PROVIDER_TYPE_PREFIX}${packageName}`;
  const name = defaultProviderName({ name: packageName, version: "" });
  const provider: PlanResource = { urn: makeUrn(stack, project, "", type, name), type, custom: true };
  return { ...stateOf(provider), isDefaultProvider: true };
}
