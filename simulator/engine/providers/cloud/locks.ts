/**
 * Management locks: `CanNotDelete` refuses to delete its scope and everything below, extensions such as diagnostic settings,
 * role assignments and private endpoint connections included; `ReadOnly` refuses changes too. A lock itself can always be
 * deleted. Sources: Microsoft's "Lock your resources to protect your infrastructure"; wording: Azure/azure-cli issue
 * 20232; the connection of an endpoint that is deleted: hashicorp/terraform-provider-azurerm issue 17478.
 */
import { asObject, asText } from "../property";
import type { Behaviour, Change, Cloud } from "./cloud";
import { isOfType, isWithin, placeOf } from "./ids";
import { connectionsOf } from "./private-links";
import { Refusal } from "./refusal";

const LOCK_TYPE = "Microsoft.Authorization/locks";

export const locks: Behaviour = {
  refuse: (change, cloud) => {
    const { id } = change.resource;
    if (isOfType(id, LOCK_TYPE)) {
      return;
    }
    const verb = change.operation === "delete" ? "delete" : "write";
    for (const target of [id, ...connectionIds(change)]) {
      const locked = lockedScopes(target, verb, cloud);
      if (locked.length > 0) {
        throw new Refusal(
          409,
          "ScopeLocked",
          `The scope '${target}' cannot perform ${verb} operation because following scope(s) are locked: ` +
            `'${locked.join("', '")}'. Please remove the lock and try again.`,
        );
      }
    }
  },
};

function lockedScopes(id: string, verb: "delete" | "write", cloud: Cloud): readonly string[] {
  return cloud.live
    .below("")
    .filter((resident) => isOfType(resident.id, LOCK_TYPE) && holds(asText(asObject(resident.properties).level), verb))
    .map((lock) => placeOf(lock.id).parent)
    .filter((scope) => isWithin(id, scope) || (verb === "delete" && isWithin(scope, id)));
}

function holds(level: string | undefined, verb: "delete" | "write"): boolean {
  return level === "ReadOnly" || (level === "CanNotDelete" && verb === "delete");
}

/** With an endpoint goes its connection, which is below what it leads to. */
function connectionIds(change: Change): readonly string[] {
  return change.operation === "delete"
    ? [change.resource, ...change.below].flatMap((gone) => connectionsOf(gone).map(({ id }) => id))
    : [];
}
