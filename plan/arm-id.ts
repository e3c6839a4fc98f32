/** ARM ids: the id of a planned resource, and whether two ids mean the same resource. */
import { ARM_TYPES, type ArmType } from "./arm-types";
import type { PlanResource } from "./format";
import { normalizeType } from "./type-token";
import { logicalName } from "./urn";
import { isUnknown } from "./values";

/**
 * What an id names, comparable: lower case (ARM ids are case-insensitive) and without the subscription, which a plan need
 * not know: `/resourcegroups/rg/providers/microsoft.app/containerapps/trails`. Undefined when the text is no ARM id of a
 * resource group or of something in one; of an extension resource the whole path counts.
 */
export function armKeyOfId(id: unknown): string | undefined {
  if (typeof id !== "string" || isUnknown(id) || !/^\/subscriptions\/[^/]+\//i.test(id)) {
    return undefined;
  }
  return id
    .replace(/^\/subscriptions\/[^/]+/i, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}

/**
 * The comparable name of a planned resource, from its inputs. Undefined where a naming input is unknown or missing, or the
 * class is not in the table; then the resource's own id serves where the plan is the export of a deployed stack.
 */
export function armKeyOf(resource: PlanResource): string | undefined {
  return keyFromInputs(resource) ?? armKeyOfId(resource.id);
}

function keyFromInputs(resource: PlanResource): string | undefined {
  const type = normalizeType(resource.type);
  const armType = ARM_TYPES[type];
  const inputs = resource.inputs;
  if (armType === undefined || inputs === undefined) {
    return undefined;
  }
  const names = armType.names.map((input, index) => text(inputs[input]) ?? automaticName(resource, armType, index));
  if (!names.every((name) => name !== undefined)) {
    return undefined;
  }
  if (type === "azure-native:resources:ResourceGroup") {
    return `/resourcegroups/${names.join("/")}`.toLowerCase();
  }
  const scope = scopeOf(
    armType.scope === undefined ? undefined : inputs[armType.scope],
    inputs.resourceGroupName,
    armType.scope,
  );
  if (scope === undefined) {
    return undefined;
  }
  const [provider = "", ...segments] = armType.type.split("/");
  const path = segments.map((segment, index) => `${segment}/${names[index] ?? ""}`).join("/");
  return `${scope}/providers/${provider}/${path}`.toLowerCase();
}

/**
 * The name that azure-native gives a child resource without one: its logical name, as it is (pulumi/pulumi-azure-native,
 * pull request 519). A resource that is nobody's child gets a random suffix, which no plan knows. It matters where a name
 * cannot be given: Pulumi's SDKs drop every input called `id`, and that is what names a PolicyFragment.
 */
function automaticName(resource: PlanResource, armType: ArmType, index: number): string | undefined {
  const input = armType.names[index] ?? "";
  const isOwnName = index > 0 && index === armType.names.length - 1;
  return isOwnName && resource.inputs?.[input] === undefined ? logicalName(resource.urn) : undefined;
}

function scopeOf(scopeInput: unknown, group: unknown, scopeName: string | undefined): string | undefined {
  if (scopeName !== undefined) {
    return armKeyOfId(scopeInput);
  }
  const name = text(group);
  return name === undefined ? undefined : `/resourcegroups/${name}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}
