/** The classes of azure-native that the stand-in knows, and ARM ids. Data: `shapes/azure-native.json`. */
import type { Properties } from "../values";
import type { Shape } from "./shape";
import shapes from "./shapes/azure-native.json";
import replaces from "./shapes/replaces.json";

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
  /** Inputs with the names of its ancestors, outermost first; null for one that is always named `default`. */
  readonly ancestors: readonly (string | null)[];
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

interface Immutable {
  /** Paths for which azure-native replaces: members after a point, items of a list as `[]`. */
  readonly properties: readonly string[];
  /** Paths that it sends though Azure refuses them. */
  readonly refused?: readonly string[];
}

const REPLACES: Readonly<Record<string, Immutable>> = replaces["azure-native"];

/** Inputs that name where a resource is, besides its own name and its ancestors'. They are part of its id. */
const PLACE = ["resourceGroupName"];

/** What only a new resource can have: whatever its id is made of, and the table's properties of its class. */
export function immutableProperties(token: string): ReadonlySet<string> {
  const known = knownClass(token)?.class;
  return new Set([
    ...PLACE,
    ...(known
      ? [
          known.name,
          ...(known.scope === undefined ? [] : [known.scope]),
          ...known.ancestors.filter((input) => input !== null),
        ]
      : []),
    ...(REPLACES[plainToken(token)]?.properties ?? []),
  ]);
}

/** Paths of what azure-native changes in place though Azure refuses it. */
export function refusedProperties(token: string): readonly string[] {
  return REPLACES[plainToken(token)]?.refused ?? [];
}

/** What is known of a class, whatever version its token carries; nothing when it is not in the table. */
export function knownClass(token: string): KnownClass | undefined {
  const plain = plainToken(token);
  const found = CLASSES[plain];
  return found && { class: found, otherVersion: plain !== token };
}

/** A token without its API version. */
function plainToken(token: string): string {
  const parts = /^azure-native(?:_\w+_v\w+)?:(\w+)(?:\/v\w+)?:(\w+)$/.exec(token);
  return parts ? `azure-native:${parts[1] ?? ""}:${parts[2] ?? ""}` : token;
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
  const names = [...arm.ancestors.map((input) => (input === null ? "default" : text(input))), own];
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

/** The inputs that an id is made of: the inverse of {@link armId}. Empty for classes that are not in the table. */
export function inputsOfId(token: string, id: string): Properties {
  const arm = knownClass(token)?.class;
  if (!arm) {
    return {};
  }
  const [scope, path] = splitAtLast(id, "/providers/");
  const names = path.split("/").filter((_segment, index) => index > 0 && index % 2 === 0);
  const group = /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
  const named = [...arm.ancestors, arm.name].flatMap((input, index) => {
    const name = names[index];
    return name === undefined || input === null ? [] : [[input, name] as const];
  });
  return {
    ...(arm.scope === undefined ? {} : { [arm.scope]: scope }),
    ...(group !== undefined && arm.scope === undefined ? { resourceGroupName: group } : {}),
    ...Object.fromEntries(named),
  };
}

function splitAtLast(text: string, separator: string): readonly [string, string] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
