/** Reading inputs of planned resources, whatever they hold. */
import type { Json, JsonObject, PlanResource } from "../../plan/format";
import { isList, isObject } from "../../plan/values";

/** The value at a path of member names; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, name) => (isObject(found) ? found[name] : undefined), value);
}

export function input(resource: PlanResource, ...path: readonly string[]): Json | undefined {
  return at(resource.inputs, ...path);
}

/** The text there; empty where there is none. */
export function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The text there, or undefined. */
export function optionalText(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of a list; none where it is no list. */
export function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The objects of a list; none where it is no list. */
export function objects(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter((item) => isObject(item)) : [];
}
