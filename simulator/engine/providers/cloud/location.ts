/**
 * What is somewhere stays there: where azure-native does not replace for another location, Azure refuses it. Source:
 * Microsoft's "Resolve errors for invalid resource location" (`InvalidResourceLocation`).
 */
import { asText } from "../property";
import type { Behaviour } from "./cloud";
import { groupOf, placeOf } from "./ids";
import { Refusal } from "./refusal";

export const location: Behaviour = {
  refuse: (change) => {
    if (change.operation === "delete") {
      return;
    }
    const before = asText(change.before?.properties.location);
    const after = asText(change.resource.properties.location);
    if (before !== undefined && after !== undefined && normalised(before) !== normalised(after)) {
      const { id } = change.resource;
      throw new Refusal(
        409,
        "InvalidResourceLocation",
        `The resource '${placeOf(id).name}' already exists in location '${before}' in resource group ` +
          `'${placeOf(groupOf(id) ?? "").name}'. A resource with the same name cannot be created in location '${after}'. ` +
          "Please select a new resource name.",
      );
    }
  },
};

/** Locations are told apart without regard to case and spaces: `Sweden Central` is `swedencentral`. */
export function normalised(place: string): string {
  return place.toLowerCase().replaceAll(" ", "");
}
