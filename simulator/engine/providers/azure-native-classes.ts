/** The classes of azure-native that the stand-in knows, and ARM ids. Data: `shapes/azure-native.json`. */
import type { Properties } from "../values";
import type { Shape } from "./shape";
import shapes from "./shapes/azure-native.json";

/** What is known of one class. Lengths are in characters. */
export interface ArmClass {
  /** Resource type of Azure Resource Manager, such as `Microsoft.KeyVault/vaults`. */
  readonly type: string;
  /** API version whose body the members are of. */
  readonly version: string;
  /** Input that names the resource. */
  readonly name: string;
  /** azure-native makes no name up for it. */
  readonly nameRequired?: boolean;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Input that holds the id of what the resource hangs on. */
  readonly scope?: string;
  /** Inputs with the names of its ancestors, outermost first. */
  readonly ancestors: readonly string[];
  /** Inputs beside the body that must be there. */
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, Shape>>;
}

const CLASSES = shapes as unknown as Readonly<Record<string, ArmClass>>;

/** A class and whether its token asks for another API version than the one that azure-native sends by default. */
export interface KnownClass {
  readonly class: ArmClass;
  readonly otherVersion: boolean;
}

/** What is known of a class, whatever version its token carries; nothing when it is not in the table. */
export function knownClass(token: string): KnownClass | undefined {
  const parts = /^azure-native(?:_\w+_v\w+)?:(\w+)(?:\/v\w+)?:(\w+)$/.exec(token);
  const plain = parts ? `azure-native:${parts[1] ?? ""}:${parts[2] ?? ""}` : token;
  const found = CLASSES[plain];
  return found && { class: found, otherVersion: plain !== token };
}

/** The ARM id that a resource will have. Text inputs that are missing stand as `-`. */
export function armId(token: string, name: string, inputs: Properties, subscription: string): string {
  const text = (input: string): string => {
    const value = inputs[input];
    return typeof value === "string" ? value : "-";
  };
  const arm = knownClass(token)?.class ?? guessedClass(token);
  const own = typeof inputs[arm.name] === "string" ? text(arm.name) : name;
  if (arm.type === "Microsoft.Resources/resourceGroups") {
    return `/subscriptions/${subscription}/resourceGroups/${own}`;
  }
  const [namespace = "", ...segments] = arm.type.split("/");
  const names = [...arm.ancestors.map(text), own];
  const path = segments.map((segment, index) => `${segment}/${names[index] ?? "-"}`).join("/");
  return `${parentId(arm, inputs, subscription)}/providers/${namespace}/${path}`;
}

function parentId(arm: ArmClass, inputs: Properties, subscription: string): string {
  const scope = arm.scope === undefined ? undefined : inputs[arm.scope];
  if (typeof scope === "string") {
    return scope.replace(/\/$/, "");
  }
  const group = inputs.resourceGroupName;
  return typeof group === "string"
    ? `/subscriptions/${subscription}/resourceGroups/${group}`
    : `/subscriptions/${subscription}`;
}

/** What a class that is not in the table would be called by ARM if it followed the rule. */
function guessedClass(token: string): ArmClass {
  const [, module = "", type = ""] = token.split(":");
  const plural = `${type.charAt(0).toLowerCase()}${type.slice(1)}s`;
  return { type: `Microsoft.${module}/${plural}`, version: "", name: "", ancestors: [], required: [], members: {} };
}
