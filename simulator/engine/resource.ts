import { STACK_TYPE } from "./urn";
import type { Properties } from "./values";

/** Seconds that an operation may take. */
export interface CustomTimeouts {
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
  readonly read?: number;
}

/** When a resource hook is to run. */
export type HookMoment =
  "beforeCreate" | "afterCreate" | "beforeUpdate" | "afterUpdate" | "beforeDelete" | "afterDelete" | "onError";

/** Hooks of one resource by moment. */
export type HookBinding = Readonly<Partial<Record<HookMoment, readonly string[]>>>;

/** What a resource should be: what the program asked for, after inheritance and transforms. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** `urn::id` of its provider; empty for components and providers. */
  readonly provider: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith: string;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly customTimeouts: CustomTimeouts;
  readonly hooks: HookBinding;
  /** Resource to import; empty for none. */
  readonly importId: string;
}

/** A resource of the deployment. Inputs are those after the provider's Check and remediation. */
export interface ResourceState extends Omit<Goal, "inputs" | "hooks"> {
  readonly urn: string;
  readonly hooks: HookBinding;
  inputs: Properties;
  outputs: Properties;
  /** Empty for components, and for what a provider leaves without one in preview. */
  id: string;
  /** Read, not managed (`X.get`). */
  readonly external: boolean;
  /** A provider that the engine made because the program named none. */
  readonly isDefaultProvider: boolean;
}

/** Is this the resource that stands for the whole stack? */
export function isStack(resource: { readonly type: string }): boolean {
  return resource.type === STACK_TYPE;
}
