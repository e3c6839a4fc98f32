/** Writing a plan as text: the same plan always gives the same bytes. */
import type { Json, Plan } from "./format";
import { isList, isObject } from "./values";

/** Order in which a resource's own fields are written, as in `pulumi stack export`; what is not listed follows by name. */
const FIELDS: readonly string[] = ["urn", "custom", "id", "type", "inputs", "outputs", "parent", "dependencies"];

/**
 * The plan as JSON, two spaces of indent, a newline at the end. Resources keep their order, lists of dependencies are
 * sorted (their order means nothing), and the keys of every other object are sorted.
 */
export function serializePlan(plan: Plan): string {
  const resources = plan.deployment.resources.map((resource) => {
    const fields = Object.entries(resource) as [string, Json | undefined][];
    const sorted = fields
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => fieldRank(a) - fieldRank(b) || compare(a, b))
      .map(([key, value]): [string, Json] => [key, sortedField(key, value ?? null)]);
    return Object.fromEntries(sorted);
  });
  const document = {
    version: plan.version,
    deployment: { manifest: sortedKeys(plan.deployment.manifest), resources },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function fieldRank(field: string): number {
  const rank = FIELDS.indexOf(field);
  return rank < 0 ? FIELDS.length : rank;
}

function sortedField(key: string, value: Json): Json {
  if (key === "dependencies" && isList(value)) {
    return sortedTexts(value);
  }
  if (key === "propertyDependencies" && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => compare(a, b))
        .map(([property, urns]) => [property, isList(urns) ? sortedTexts(urns) : urns]),
    );
  }
  return sortedKeys(value);
}

function sortedTexts(values: readonly Json[]): readonly Json[] {
  return [...values].sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

function sortedKeys(value: Json): Json {
  if (isList(value)) {
    return value.map(sortedKeys);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, member]) => [key, sortedKeys(member)]),
  );
}

/** By code unit: independent of the machine's locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
