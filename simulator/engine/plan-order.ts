/** An order of resources that depends on the program alone, not on which call arrived first. */
import { isStack, type ResourceState } from "./resource";
import { providerUrn } from "./provider-registry";

/** URNs that must stand before a resource. */
function before(resource: ResourceState): readonly string[] {
  return [
    ...(resource.parent === "" ? [] : [resource.parent]),
    ...(resource.provider === "" ? [] : [providerUrn(resource.provider)]),
    ...(resource.deletedWith === "" ? [] : [resource.deletedWith]),
    ...resource.dependencies,
    ...Object.values(resource.propertyDependencies).flat(),
  ];
}

/**
 * Sorts resources so that each stands after its parent, its provider and all it depends on: the stack first, and of
 * those that may stand next always the one with the lowest URN.
 */
export function inDependencyOrder(resources: readonly ResourceState[]): readonly ResourceState[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const dependents = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const resource of resources) {
    const needs = new Set(before(resource).filter((urn) => byUrn.has(urn) && urn !== resource.urn));
    open.set(resource.urn, needs.size);
    needs.forEach((urn) => dependents.set(urn, [...(dependents.get(urn) ?? []), resource.urn]));
  }
  const ready = new SortedUrns(resources.filter(({ urn }) => open.get(urn) === 0));
  const ordered: ResourceState[] = [];
  for (let next = ready.take(); next !== undefined; next = ready.take()) {
    ordered.push(next);
    for (const urn of dependents.get(next.urn) ?? []) {
      const left = (open.get(urn) ?? 0) - 1;
      open.set(urn, left);
      const dependent = byUrn.get(urn);
      if (left === 0 && dependent) {
        ready.add(dependent);
      }
    }
  }
  return ordered;
}

/** Resources that may stand next, lowest first, the stack before all. */
class SortedUrns {
  private readonly waiting: ResourceState[];

  constructor(resources: readonly ResourceState[]) {
    this.waiting = [...resources].sort(compare);
  }

  add(resource: ResourceState): void {
    const at = this.waiting.findIndex((other) => compare(resource, other) < 0);
    this.waiting.splice(at < 0 ? this.waiting.length : at, 0, resource);
  }

  take(): ResourceState | undefined {
    return this.waiting.shift();
  }
}

function compare(left: ResourceState, right: ResourceState): number {
  if (isStack(left) !== isStack(right)) {
    return isStack(left) ? -1 : 1;
  }
  return left.urn < right.urn ? -1 : 1;
}
