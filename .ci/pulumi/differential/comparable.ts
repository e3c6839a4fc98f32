/**
 * The two accounts of one preview, brought into one form: what the real CLI printed, and our engine's plan. Only what the
 * two formats write differently is evened out here, each with its reason; a difference in meaning stays one. It reads the
 * steps for itself, and so tests the reader of plan/from-preview.ts, whose plan can be compared as well.
 */
import { SECRET_SIGNATURE, SIGNATURE_KEY, type Json, type Plan, type PlanResource } from "../../../plan/format";
import { isDefaultProvider, providerUrn } from "../../../plan/provider-reference";
import { isList, isObject } from "../../../plan/values";
import type { PreviewStep } from "../harness/preview-json";

/** A resource as compared: every field that a judge of plans may read, and those that decide what happens to it. */
export type Comparable = { readonly [field: string]: Json };

/** `preview --json` writes every secret as this text, whatever is inside. Source: display/json.go (`MassageSecrets`). */
const SECRET_TEXT = "[secret]";

/** The resources that the real CLI would have after this preview, by URN. */
export function fromPreview(steps: readonly PreviewStep[]): ReadonlyMap<string, Comparable> {
  const after = steps.flatMap(({ newState }) => (newState ? [newState] : []));
  return byUrn(after);
}

/** The resources of a plan, by URN. */
export function fromPlan(plan: Plan): ReadonlyMap<string, Comparable> {
  return byUrn(plan.deployment.resources);
}

function byUrn(resources: readonly PlanResource[]): ReadonlyMap<string, Comparable> {
  return new Map(
    resources
      // Plans leave default providers out.
      .filter(({ urn }) => !isDefaultProvider(urn))
      .map((resource) => [resource.urn, comparable(resource)]),
  );
}

function comparable(resource: PlanResource): Comparable {
  const { provider, propertyDependencies = {}, customTimeouts = {} } = resource;
  const explicit = provider !== undefined && provider !== "" && !isDefaultProvider(providerUrn(provider));
  return {
    type: resource.type,
    custom: resource.custom,
    external: resource.external ?? false,
    parent: resource.parent ?? "",
    inputs: Object.fromEntries(
      Object.entries(resource.inputs ?? {}).map(([key, value]) => [key, secretsAsText(value)]),
    ),
    dependencies: sorted(resource.dependencies ?? []),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies)
        // The CLI also lists properties that depend on nothing.
        .filter(([, urns]) => urns.length > 0)
        .map(([property, urns]) => [property, sorted(urns)]),
    ),
    protect: resource.protect ?? false,
    retainOnDelete: resource.retainOnDelete ?? false,
    // Without the provider's id, which before `up` is made up anew in each preview.
    provider: explicit ? providerUrn(provider) : "",
    aliases: sorted(resource.aliases ?? []),
    additionalSecretOutputs: sorted(resource.additionalSecretOutputs ?? []),
    deletedWith: resource.deletedWith ?? "",
    customTimeouts: { ...customTimeouts },
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function secretsAsText(value: Json): Json {
  if (isList(value)) {
    return value.map(secretsAsText);
  }
  if (!isObject(value)) {
    return value;
  }
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    return SECRET_TEXT;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, secretsAsText(member)]));
}
