/** Where containers stand, by class. */
import type { Place } from "./place";

const LISTS: Readonly<Record<string, readonly string[]>> = {
  "azure-native:app:ContainerApp": ["template.containers", "template.initContainers"],
  "azure-native:app:Job": ["template.containers", "template.initContainers"],
  "azure-native:app:ContainerAppsSessionPool": ["customContainerTemplate.containers"],
};

/** Classes that run containers. */
export const CONTAINER_TYPES: readonly string[] = Object.keys(LISTS);

/** The containers of a resource of one of these classes; a hidden list is reported. */
export function containersOf(place: Place): readonly Place[] {
  return (LISTS[place.type] ?? []).flatMap((path) => place.at(path).items("what runs must be known before it runs"));
}
