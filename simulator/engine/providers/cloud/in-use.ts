/** What others use cannot be deleted. */
import type { Json } from "../../../../plan/format";
import { isList, isObject } from "../../values";
import type { Behaviour, Cloud } from "./cloud";
import { isOfType, isWithin, placeOf, sameId } from "./ids";
import { Refusal } from "./refusal";

/** How a service says that a resource is in use, by the type that is to be deleted. */
const REFUSALS: readonly { readonly type: string; say(id: string, users: readonly string[]): Refusal }[] = [
  {
    // Wording: microsoft/nav-arm-templates issue 161.
    type: "Microsoft.Network/virtualNetworks/subnets",
    say: (id, users) =>
      new Refusal(
        400,
        "InUseSubnetCannotBeDeleted",
        `Subnet ${placeOf(id).name} is in use by ${users.join(", ")} and cannot be deleted. In order to delete the subnet, ` +
          "delete all the resources within the subnet. See aka.ms/deletesubnet.",
      ),
  },
  {
    // Wording: pulumi/pulumi-azure-native issue 3051.
    type: "Microsoft.Network/networkSecurityGroups",
    say: (id, users) =>
      new Refusal(
        400,
        "InUseNetworkSecurityGroupCannotBeDeleted",
        `Network security group ${id} cannot be deleted because it is in use by the following resources: ` +
          `${users.join(", ")}. In order to delete the Network security group, remove the association with the resource(s).`,
      ),
  },
];

export const inUse: Behaviour = {
  refuse: (change, cloud) => {
    if (change.operation !== "delete") {
      return;
    }
    const removed = change.resource.id;
    for (const { id } of [change.resource, ...change.below]) {
      const refusal = REFUSALS.find(({ type }) => isOfType(id, type));
      const users = refusal ? usersOf(id, removed, cloud) : [];
      if (refusal && users.length > 0) {
        throw refusal.say(id, users);
      }
    }
  },
};

/** Resources that refer to an id and do not go together with what is removed. */
function usersOf(id: string, removed: string, cloud: Cloud): readonly string[] {
  return cloud.live
    .below("")
    .filter((resident) => !isWithin(resident.id, removed) && mentions(resident.properties, id))
    .map((resident) => resident.id);
}

function mentions(value: Json, id: string): boolean {
  if (typeof value === "string") {
    return sameId(value, id);
  }
  return (isList(value) ? value : isObject(value) ? Object.values(value) : []).some((member) => mentions(member, id));
}
