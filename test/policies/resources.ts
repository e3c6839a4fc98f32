/** Short ways to write planned resources. */
import type { JsonObject, PlanResource } from "../../plan/format";
import { isList, isObject } from "../../plan/values";
import type { Json } from "../../plan/format";

/** The subscription of every id in tests. */
export const SUBSCRIPTION = "/subscriptions/22222222-2222-4222-8222-222222222222";
/** The resource group's id. */
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-test`;
/** The tenant. */
export const TENANT = "11111111-1111-4111-8111-111111111111";

/** A resource of an azure-native class (without the provider's name) or of another provider, by its token. */
export function resource(
  type: string,
  name: string,
  inputs: JsonObject,
  rest: Partial<PlanResource> = {},
): PlanResource {
  const token = /^(?:azuread|azure-native|random:)/.test(type) ? type : `azure-native:${type}`;
  const isAzure = token.startsWith("azure-native") && !token.includes("authorization") && !token.includes("monitor");
  return {
    urn: urnOf(token, name),
    type: token,
    custom: true,
    inputs: isAzure ? { resourceGroupName: "rg-test", ...inputs } : inputs,
    ...rest,
  };
}

/** The URN of a resource that {@link resource} makes. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::bulwark::${type}::${name}`;
}

/** The same with one input changed; `value` undefined takes it out. Path: `properties.networkAcls.bypass`, `a[0].b`. */
export function withInput(original: PlanResource, path: string, value: Json | undefined): PlanResource {
  const members = path.split(/\.|\[(\d+)\]/).filter((member) => member !== "");
  return { ...original, inputs: changed(original.inputs ?? {}, members.filter(Boolean), value) as JsonObject };
}

function changed(target: Json | undefined, members: readonly string[], value: Json | undefined): Json | undefined {
  const [member, ...rest] = members;
  if (member === undefined) {
    return value;
  }
  if (isList(target)) {
    const index = Number(member);
    const items = [...target];
    const next = changed(items[index], rest, value);
    if (next === undefined) {
      items.splice(index, 1);
    } else {
      items[index] = next;
    }
    return items;
  }
  const object: Record<string, Json> = isObject(target) ? { ...target } : {};
  const next = changed(object[member], rest, value);
  if (next === undefined) {
    Reflect.deleteProperty(object, member);
  } else {
    object[member] = next;
  }
  return object;
}
