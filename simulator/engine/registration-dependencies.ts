/** On which resources a registration depends. Source: pulumi/pulumi, pkg/resource/deploy/source_eval.go. */
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Goal } from "./resource";
import { dependenciesOf, withDependencies, type Properties } from "./values";

/** What each property depends on, as the program says. */
export function dependenciesByProperty(
  request: RegisterResourceRequest,
  properties: Properties,
): ReadonlyMap<string, ReadonlySet<string>> {
  const stated = request.getPropertydependenciesMap();
  if (stated.getLength() === 0) {
    // A client that does not say per property: each property may hang on all of them.
    const all = new Set(request.getDependenciesList());
    return new Map(Object.keys(properties).map((key) => [key, all]));
  }
  const found = new Map<string, ReadonlySet<string>>();
  stated.forEach((dependencies: RegisterResourceRequest.PropertyDependencies, key: string) => {
    found.set(key, new Set(dependencies.getUrnsList()));
  });
  return found;
}

/** Properties that carry their dependencies themselves, as transforms see them. */
export function withAllDependencies(
  properties: Properties,
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      withDependencies(value, dependencies.get(key) ?? new Set()),
    ]),
  );
}

/**
 * The dependencies in force. Transforms of the resource itself may have changed both its options and its properties,
 * which then carry them; otherwise those of the request stand, with what its outputs carry.
 */
export function dependencies(
  request: RegisterResourceRequest,
  properties: Properties,
  options: TransformResourceOptions,
): Pick<Goal, "dependencies" | "propertyDependencies"> {
  const transformed = request.getTransformsList().length > 0;
  const stated = transformed ? new Map<string, ReadonlySet<string>>() : dependenciesByProperty(request, properties);
  const byProperty = new Map([...stated].map(([key, urns]) => [key, new Set(urns)]));
  for (const [key, value] of Object.entries(properties)) {
    byProperty.set(key, dependenciesOf(value, byProperty.get(key) ?? new Set()));
  }
  const whole = new Set(transformed ? options.getDependsOnList() : request.getDependenciesList());
  if (transformed) {
    byProperty.forEach((urns) => {
      urns.forEach((urn) => whole.add(urn));
    });
  }
  return {
    dependencies: [...whole],
    propertyDependencies: Object.fromEntries([...byProperty].map(([key, urns]) => [key, [...urns]])),
  };
}
