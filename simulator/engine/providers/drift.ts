/**
 * What a change outside the program means for the inputs that are in the state. Inputs cannot be read from the cloud: what
 * differs between the outputs in the state and those now is taken over into the inputs, so that defaults which the service
 * added are not mistaken for wishes. Source: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go (`Read`).
 */
import type { Json, JsonObject } from "../../../plan/format";
import { isList, isObject, type Properties } from "../values";

/** @param settable names of the properties that are inputs. */
export function withDrift(
  inputs: Properties,
  before: Properties,
  now: Properties,
  settable: ReadonlySet<string>,
): Properties {
  const only = (outputs: Properties): JsonObject =>
    Object.fromEntries(Object.entries(outputs).filter(([name]) => settable.has(name)));
  return applied(inputs, only(before), only(now));
}

function applied(inputs: JsonObject, before: JsonObject, now: JsonObject): Properties {
  const result: Properties = { ...inputs };
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [was, is] = [before[name] ?? null, now[name] ?? null];
    if (JSON.stringify(was) === JSON.stringify(is)) {
      continue;
    }
    if (is === null) {
      Reflect.deleteProperty(result, name);
    } else {
      result[name] = appliedValue(inputs[name], was, is);
    }
  }
  return result;
}

function appliedValue(input: Json | undefined, was: Json, is: Json): Json {
  if (isObject(input) && isObject(was) && isObject(is)) {
    return applied(input, was, is);
  }
  if (isList(input) && isList(was) && isList(is)) {
    return is.map((item, index) => {
      const [given, old] = [input[index], was[index]];
      return given === undefined || old === undefined ? item : appliedValue(given, old, item);
    });
  }
  return is;
}
