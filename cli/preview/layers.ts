import type { PlanResource } from "../../plan/format";

/** How many resources of a plan a layer of the blueprint makes. */
export interface LayerCount {
  /** The layer's folder in infra/, or `stack` for what stands in no layer's component, such as the resource group. */
  readonly layer: string;
  readonly resources: number;
}

/** The layers in the order of the table in docs, which is about the order of deployment. Others follow by name. */
const order = [
  "stack",
  "network",
  "observability",
  "vault",
  "registry",
  "safety",
  "identity",
  "gateway",
  "hosting",
  "edge",
  "governance",
];

/** Whether it is a thing in the cloud: a component only groups, and a provider only configures. */
function isCloudResource(resource: PlanResource): boolean {
  return resource.custom && !resource.type.startsWith("pulumi:");
}

/** Counts a plan's cloud resources by the innermost component above them whose type is `bulwark:<layer>:...`. */
export function countByLayer(resources: readonly PlanResource[]): LayerCount[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const layerOf = (resource: PlanResource): string => {
    const layer = /^bulwark:([^:]+):/u.exec(resource.type)?.[1];
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    return layer ?? (parent === undefined ? "stack" : layerOf(parent));
  };
  const counts = new Map<string, number>();
  for (const layer of resources.filter(isCloudResource).map(layerOf)) {
    counts.set(layer, (counts.get(layer) ?? 0) + 1);
  }
  const rank = (layer: string): number => (order.includes(layer) ? order.indexOf(layer) : order.length);
  return [...counts]
    .map(([layer, count]) => ({ layer, resources: count }))
    .sort((one, other) => rank(one.layer) - rank(other.layer) || (one.layer < other.layer ? -1 : 1));
}
