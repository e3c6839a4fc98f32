/**
 * Properties that are fixed at creation although azure-native does not replace for them: the change is sent, and Azure
 * refuses it. Data and source: `refused` in `shapes/replaces.json`. The services' own codes are not documented; the one
 * here is Azure Resource Manager's usual code for it.
 */
import type { Json, JsonObject } from "../../../../plan/format";
import { refusedProperties } from "../azure-native-classes";
import { asObject } from "../property";
import type { Behaviour } from "./cloud";
import { Refusal } from "./refusal";

export const fixedProperties: Behaviour = {
  refuse: (change) => {
    if (change.operation === "delete" || !change.before) {
      return;
    }
    const { before, resource } = change;
    for (const property of refusedProperties(resource.type)) {
      const [was, is] = [valueAt(before.properties, property), valueAt(resource.properties, property)];
      if (was !== undefined && JSON.stringify(was) !== JSON.stringify(is)) {
        throw new Refusal(409, "PropertyChangeNotAllowed", `Changing property '${property}' is not allowed.`);
      }
    }
  },
};

function valueAt(properties: JsonObject, path: string): Json | undefined {
  const [first = "", ...others] = path.split(".");
  const value = properties[first];
  return others.length === 0 ? value : valueAt(asObject(value), others.join("."));
}
