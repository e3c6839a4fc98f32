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
import { customersPolicies } from "./customer-policies";
import { disabledIsLocked, lockFits, lockIsThere, lockedIsMapped, mappedIsLocked } from "./locks";
import { destructiveNeedsElevated, firstScopeIsPlain, methodsOfTheEra, scopesOpenSomething } from "./scopes";
import { namesNotTaken, oneEra, sessionsOnlyInTheirEra, streamedOnlyForLowClasses } from "./servers";
import { openedOnce, uniqueEntries, uniqueServers } from "./uniqueness";

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
  sessionsOnlyInTheirEra,
  streamedOnlyForLowClasses,
  scopesOpenSomething,
  firstScopeIsPlain,
  methodsOfTheEra,
  openedOnce,
  lockIsThere,
  lockFits,
  mappedIsLocked,
  lockedIsMapped,
  disabledIsLocked,
  destructiveNeedsElevated,
  customersPolicies,
  uniqueEntries,
  oneKindOfPermission,
  delegatedOnlyWithUser,
  roleFitsResource,
  uniqueDownstream,
];
