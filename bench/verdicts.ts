/** How many single judgements a preview takes. */
import type { PlanResource } from "../plan/format";
import { normalizeType } from "../plan/type-token";
import { rules } from "../policies/rules";

/** Each rule on each resource that it is about, and each rule on the stack as a whole. */
export function verdictsOn(resources: readonly PlanResource[]): number {
  const types = resources.map(({ type }) => normalizeType(type));
  const onResources = rules.flatMap(({ resource }) =>
    resource === undefined ? [] : [new Set(resource.types === "all" ? ["all"] : resource.types)],
  );
  const judged = types.flatMap((type) => onResources.filter((about) => about.has("all") || about.has(type)));
  return judged.length + rules.filter(({ stack }) => stack !== undefined).length;
}
