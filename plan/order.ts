/** The order of a plan's resources: it depends on what they are, not on which call arrived first. */
import { providerUrn } from "./provider-reference";

/** What of a resource decides where it stands. Empty texts mean none, as in the engine. */
export interface Orderable {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  /** `urn::id`. */
  readonly provider?: string;
  readonly deletedWith?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** URNs that must stand before a resource. */
function before({ parent, provider, deletedWith, dependencies, propertyDependencies }: Orderable): readonly string[] {
  return [
    parent ?? "",
    providerUrn(provider ?? ""),
    deletedWith ?? "",
    ...(dependencies ?? []),
    ...Object.values(propertyDependencies ?? {}).flat(),
  ];
}

/**
 * Sorts resources so that each stands after its parent, its provider and all it depends on: the stack first, and of
 * those that may stand next always the one with the lowest URN. Resources that need each other in a circle, which no
 * engine makes, are left out.
 */
export function inDependencyOrder<Resource extends Orderable>(resources: readonly Resource[]): readonly Resource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const dependents = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const resource of resources) {
    const needs = new Set(before(resource).filter((urn) => byUrn.has(urn) && urn !== resource.urn));
    open.set(resource.urn, needs.size);
    for (const urn of needs) {
      const known = dependents.get(urn);
      if (known === undefined) {
        dependents.set(urn, [resource.urn]);
      } else {
        known.push(resource.urn);
      }
    }
  }
  const ready = new SortedUrns(resources.filter(({ urn }) => open.get(urn) === 0));
  const ordered: Resource[] = [];
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
class SortedUrns<Resource extends Orderable> {
  private readonly waiting: Resource[];

  constructor(resources: readonly Resource[]) {
    this.waiting = [...resources].sort(compare);
  }

  add(resource: Resource): void {
    const at = this.waiting.findIndex((other) => compare(resource, other) < 0);
    this.waiting.splice(at < 0 ? this.waiting.length : at, 0, resource);
  }

  take(): Resource | undefined {
    return this.waiting.shift();
  }
}

function compare(left: Orderable, right: Orderable): number {
  if (isStack(left) !== isStack(right)) {
    return isStack(left) ? -1 : 1;
  }
  return left.urn < right.urn ? -1 : 1;
}

function isStack({ type }: Orderable): boolean {
  return type === "pulumi:pulumi:Stack";
}
