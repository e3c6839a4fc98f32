/**
 * What a resource hangs on must be there first. Only within resource groups that this cloud has made: what stands
 * elsewhere was there before, and nothing here knows of it. Wording: Azure-Samples/azure-health-data-and-ai-samples
 * issue 96 (`ResourceNotFound`), Microsoft's "Resolve errors for parent resource not found" (`ParentResourceNotFound`).
 */
import type { Behaviour } from "./cloud";
import { groupOf, placeOf, sameId } from "./ids";
import { Refusal } from "./refusal";

/** Parents that services make by themselves, such as a storage account's `blobServices/default`. */
const MADE_BY_SERVICE = /\/(?:blobServices|fileServices|queueServices|tableServices)\/default$/i;

export const parents: Behaviour = {
  refuse: (change, cloud) => {
    if (change.operation !== "create") {
      return;
    }
    const { parent, type, extension } = placeOf(change.resource.id);
    const needed = MADE_BY_SERVICE.test(parent) ? placeOf(parent).parent : parent;
    const group = groupOf(needed);
    if (group === undefined || cloud.wasThereBefore(needed) || cloud.live.read(needed) !== undefined) {
      return;
    }
    if (extension) {
      const missing = placeOf(needed);
      throw new Refusal(
        404,
        "ResourceNotFound",
        `The Resource '${missing.type}/${missing.name}' under resource group '${placeOf(group).name}' was not found. For ` +
          "more details please go to https://aka.ms/ARMResourceNotFoundFix",
      );
    }
    if (!sameId(needed, group)) {
      throw new Refusal(
        404,
        "ParentResourceNotFound",
        `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${needed}' could not be ` +
          "found.",
      );
    }
  },
};
