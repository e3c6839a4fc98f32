/**
 * Puts in what only Entra and Azure give: ids that are unknown in a plan are made from the URN of the resource that would
 * give them, so that every mention of one resource gets the same id and two runs get the same ids.
 */
import { v5 as uuidFromName } from "uuid";
import type { Json, Plan, PlanResource } from "../../plan/format";
import { normalizeType } from "../../plan/type-token";
import { judgeUnknownsOf, type JudgedUnknown } from "../../plan/unknowns";
import { isClosedSecret, isList, isObject, isUnknown, memberPath } from "../../plan/values";
import { choose } from "./sources";

/** Namespace of the ids made here: a random GUID that means nothing else. */
const NAMESPACE = "5f0a4b0e-6f0c-4a53-9f0e-0f2f6c9d8b11";

/** Outputs that are GUIDs; anything else that is unknown is no id, and stays unknown. */
const IDS: ReadonlySet<string> = new Set([
  "clientId",
  "objectId",
  "principalId",
  "id",
  "identity.principalId",
  "frontDoorId",
]);

/** Classes whose inputs the stand-ins act on: none of them may hold a value that nobody knows. */
const SERVED =
  /^(azure-native:apimanagement:(Api|ApiOperation|Api\w*Policy|Policy\w*|Product\w*|NamedValue|Diagnostic|ApiManagementService)|azure-native:app:ContainerAppsAuthConfig|azure-native:authorization:RoleAssignment|azuread:.+)$/;

/** The id that a resource would have; the application's `id` and `clientId` differ, as they do in Entra. */
export function idFrom(urn: string, output: string): string {
  return uuidFromName(`${urn} ${output}`, NAMESPACE);
}

/** The plan with what can be known put in, and a problem for each value in what is served that cannot. */
export function resolved(plan: Plan): { readonly plan: Plan; readonly problems: readonly string[] } {
  const types = new Map(plan.deployment.resources.map(({ urn, type }) => [urn, normalizeType(type)]));
  const problems: string[] = [];
  const resources = plan.deployment.resources.map((resource): PlanResource => {
    const unknowns = judgeUnknownsOf(resource, (urn) => types.get(urn));
    if (unknowns.length === 0 || resource.inputs === undefined) {
      return resource;
    }
    const values = new Map<string, string>();
    for (const unknown of unknowns) {
      const value = valueOf(unknown, plan, types);
      if (typeof value === "string") {
        values.set(unknown.path, value);
      } else if (SERVED.test(unknown.type)) {
        problems.push(`${resource.urn}: ${unknown.path} is unknown, ${value.problem}`);
      }
    }
    return { ...resource, inputs: replaced(resource.inputs, values) };
  });
  return { plan: { ...plan, deployment: { ...plan.deployment, resources } }, problems };
}

function valueOf(
  unknown: JudgedUnknown,
  plan: Plan,
  types: ReadonlyMap<string, string>,
): string | { readonly problem: string } {
  const { row, sources, problem } = unknown;
  if (row === undefined || problem !== undefined) {
    return { problem: problem ?? "and no row of the table of permitted unknowns names it" };
  }
  const source = choose(unknown, sources, plan);
  if (source === undefined) {
    return { problem: `and it may come from any of ${sources.join(", ")}` };
  }
  const output = row.from.find(({ type }) => type === types.get(source))?.output ?? "";
  return IDS.has(output) ? idFrom(source, output) : { problem: `and ${output} of ${source} is no id` };
}

function replaced(inputs: NonNullable<PlanResource["inputs"]>, values: ReadonlyMap<string, string>): typeof inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, withValues(value, memberPath("", name), values)]),
  );
}

function withValues(value: Json, path: string, values: ReadonlyMap<string, string>): Json {
  if (isUnknown(value)) {
    return values.get(path) ?? value;
  }
  if (isList(value)) {
    return value.map((item, index) => withValues(item, memberPath(path, index), values));
  }
  return isObject(value) && !isClosedSecret(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, withValues(member, memberPath(path, name), values)]),
      )
    : value;
}
