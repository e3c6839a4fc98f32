/**
 * Private connections as the resource that they lead to sees them: `<target>/privateEndpointConnections/<name>`. Those of an
 * endpoint that the deployer may approve are approved at once, those asked for by hand and Front Door's are pending until
 * somebody writes `Approved` into the file. Sources: Microsoft's "What is a private endpoint?" (approval methods), "Secure
 * your Origin with Private Link in Azure Front Door Premium" (approval is always by hand).
 */
import type { Json, JsonObject } from "../../../../plan/format";
import { asList, asObject, asText } from "../property";
import type { Behaviour, Cloud, Resident } from "./cloud";
import { isOfType, placeOf } from "./ids";

const ENDPOINT_TYPE = "Microsoft.Network/privateEndpoints";
const ORIGIN_TYPE = "Microsoft.Cdn/profiles/originGroups/origins";
const CONNECTIONS = "privateEndpointConnections";

type Status = "Approved" | "Pending";

export const privateLinks: Behaviour = {
  follow: (change, cloud) => {
    if (change.operation === "delete") {
      [change.resource, ...change.below].flatMap(connectionsOf).forEach(({ id }) => {
        cloud.live.remove(id);
      });
      return;
    }
    // What was approved stays so when the endpoint is written again.
    connectionsOf(change.resource)
      .filter(({ id }) => cloud.live.read(id) === undefined)
      .forEach((connection) => {
        cloud.live.write(connection.id, connection);
      });
  },
};

/** Does an approved connection lead to this resource? */
export function hasApprovedConnection(target: string, cloud: Cloud): boolean {
  return cloud.live
    .below(`${target}/${CONNECTIONS}`)
    .some(
      ({ properties }) =>
        asText(asObject(properties.privateLinkServiceConnectionState).status) === ("Approved" as Status),
    );
}

/** The connections that a resource asks for, as they are at first. */
export function connectionsOf({ id, properties }: Resident): readonly Resident[] {
  if (isOfType(id, ENDPOINT_TYPE)) {
    return [
      ...asList(properties.privateLinkServiceConnections).map((asked) => connection(id, asked, "Approved")),
      ...asList(properties.manualPrivateLinkServiceConnections).map((asked) => connection(id, asked, "Pending")),
    ].flat();
  }
  if (isOfType(id, ORIGIN_TYPE)) {
    const asked = asObject(properties.sharedPrivateLinkResource);
    return connection(id, { ...asked, privateLinkServiceId: asObject(asked.privateLink).id ?? null }, "Pending");
  }
  return [];
}

function connection(from: string, asked: Json, status: Status): readonly Resident[] {
  const { privateLinkServiceId, groupIds, groupId }: JsonObject = asObject(asked);
  const target = asText(privateLinkServiceId);
  if (target === undefined) {
    return [];
  }
  const type = `${placeOf(target).type}/${CONNECTIONS}`;
  const groups = groupIds ?? (groupId === undefined ? [] : [groupId]);
  return [
    {
      id: `${target}/${CONNECTIONS}/${placeOf(from).name}`,
      type,
      properties: {
        privateEndpoint: { id: from },
        groupIds: groups,
        privateLinkServiceConnectionState: { status },
      },
    },
  ];
}
