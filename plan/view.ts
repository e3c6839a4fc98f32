/** Questions asked of a plan's resources: by URN, by type, by reference. */
import { armKeyOf, armKeyOfId } from "./arm-id";
import type { PlanResource } from "./format";
import { normalizeType } from "./type-token";

/** An index over the resources of one plan; it never changes. */
export class PlanView {
  /** Custom resources that the stack itself manages: no components, no providers, no reads of what others own. */
  readonly resources: readonly PlanResource[];
  private readonly byUrnIndex = new Map<string, PlanResource>();
  private readonly byTypeIndex = new Map<string, PlanResource[]>();
  private readonly byArmKeyIndex = new Map<string, PlanResource>();

  constructor(resources: readonly PlanResource[]) {
    this.resources = resources.filter((resource) => isManaged(resource));
    for (const resource of resources) {
      this.byUrnIndex.set(resource.urn, resource);
    }
    for (const resource of this.resources) {
      const type = normalizeType(resource.type);
      const ofType = this.byTypeIndex.get(type);
      if (ofType === undefined) {
        this.byTypeIndex.set(type, [resource]);
      } else {
        ofType.push(resource);
      }
      const key = armKeyOf(resource);
      if (key !== undefined) {
        this.byArmKeyIndex.set(key, resource);
      }
    }
  }

  /** The resource with this URN, components and providers included. */
  byUrn(urn: string): PlanResource | undefined {
    return this.byUrnIndex.get(urn);
  }

  /** All resources of these types (normal tokens), in the plan's order within a type. */
  ofType(...types: readonly string[]): readonly PlanResource[] {
    const [only] = types;
    return types.length === 1 && only !== undefined
      ? (this.byTypeIndex.get(only) ?? [])
      : types.flatMap((type) => this.byTypeIndex.get(type) ?? []);
  }

  /** Which planned resource an ARM id means; case is ignored, and any subscription fits. */
  byArmId(id: unknown): PlanResource | undefined {
    const key = armKeyOfId(id);
    return key === undefined ? undefined : this.byArmKeyIndex.get(key);
  }
}

/** True for a resource that the stack creates and keeps. */
export function isManaged(resource: PlanResource): boolean {
  return resource.custom && resource.external !== true && !resource.type.startsWith("pulumi:");
}
