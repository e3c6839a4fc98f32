/** Telling what a deployment filled in from what it did otherwise than planned. */
import { UNKNOWN, type Json } from "../../../plan/format";
import { isList, isObject } from "../../../plan/values";
import type { Difference } from "../differential/compare";

/** Is this a place that the plan left unknown and the deployment has filled? */
export function fillsAnUnknown({ path, real, ours }: Difference): boolean {
  return path.startsWith("inputs.") && real !== undefined && ours !== undefined && holdsUnknown(ours);
}

function holdsUnknown(value: Json): boolean {
  if (isList(value)) {
    return value.some(holdsUnknown);
  }
  return isObject(value) ? Object.values(value).some(holdsUnknown) : value === UNKNOWN;
}
