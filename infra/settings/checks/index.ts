import { contentSafetyRegion, oneTenant } from "./azure";
import type { Check } from "./check";
import { delegatedOnlyWithUser, oneKindOfPermission, roleFitsResource, uniqueDownstream } from "./downstream";
import {
  azureCliInProd,
  domainWithFrontDoor,
  edgeInProd,
  loopbackOriginsOnlyInDev,
  serversWhileServing,
} from "./environment";
import { namesNotTaken, oneEra, streamedOnlyForLowClasses } from "./servers";
import { uniqueEntries, uniqueServers, uniqueTools } from "./uniqueness";

/** Everything that settings must be together. */
export const CHECKS: readonly Check[] = [
  oneTenant,
  contentSafetyRegion,
  edgeInProd,
  domainWithFrontDoor,
  serversWhileServing,
  azureCliInProd,
  loopbackOriginsOnlyInDev,
  uniqueServers,
  namesNotTaken,
  oneEra,
  streamedOnlyForLowClasses,
  uniqueTools,
  uniqueEntries,
  oneKindOfPermission,
  delegatedOnlyWithUser,
  roleFitsResource,
  uniqueDownstream,
];
