/**
 * What Microsoft Entra keeps unique, and what goes with an application. Sources: Microsoft Graph's "application resource
 * type" (`identifierUris`: unique within the directory), wording: Azure/OpenShift issue 34; "Delete application" (its
 * service principal goes with it). Whether a soft-deleted application still holds its identifier URIs could not be
 * sourced, so it does not here.
 */
import type { Json } from "../../../../plan/format";
import { asList, asText } from "../property";
import type { Behaviour, Cloud, Resident } from "./cloud";
import { sameId } from "./ids";

const APPLICATION = "azuread:index/application:Application";
const SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";

export const directory: Behaviour = {
  refuse: (change, cloud) => {
    if (change.operation === "delete") {
      return;
    }
    const { id, type, properties } = change.resource;
    const others = ofType(type, cloud).filter((other) => !sameId(other.id, id));
    if (type === APPLICATION && others.some((other) => sharesOne(properties, other.properties, "identifierUris"))) {
      throw new Error(
        "Request_MultipleObjectsWithSameKeyValue: Another object with the same value for property identifierUris already " +
          "exists.",
      );
    }
    if (type === SERVICE_PRINCIPAL && others.some((other) => other.properties.clientId === properties.clientId)) {
      throw new Error(
        "Request_MultipleObjectsWithSameKeyValue: The service principal cannot be created, updated, or restored because " +
          `the service principal name ${asText(properties.clientId) ?? ""} is already in use.`,
      );
    }
  },
  follow: (change, cloud) => {
    if (change.operation === "delete" && change.resource.type === APPLICATION) {
      ofType(SERVICE_PRINCIPAL, cloud)
        .filter(({ properties }) => properties.clientId === change.resource.properties.clientId)
        .forEach(({ id }) => {
          [id, ...cloud.live.below(id).map((assignment) => assignment.id)].forEach((gone) => {
            cloud.live.remove(gone);
          });
        });
    }
  },
};

function ofType(type: string, cloud: Cloud): readonly Resident[] {
  return cloud.live.below("").filter((resident) => resident.type === type);
}

function sharesOne(
  left: Readonly<Record<string, Json>>,
  right: Readonly<Record<string, Json>>,
  property: string,
): boolean {
  const taken = asList(right[property]).map((uri) => asText(uri)?.toLowerCase());
  return asList(left[property]).some((uri) => taken.includes(asText(uri)?.toLowerCase()));
}
