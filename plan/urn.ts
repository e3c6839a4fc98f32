/** Parts of a URN: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */

/** The logical name: what stands after the type. It may hold `::` itself. */
export function logicalName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
