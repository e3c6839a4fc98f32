/** The cloud that a provider's executable works in, when it is told of one. */
import { Cloud, type Behaviour } from "./cloud";
import { directory } from "./directory";
import { existing } from "./existing";
import { fixedProperties } from "./fixed-properties";
import { gatewayAccess } from "./gateway-access";
import { inUse } from "./in-use";
import { location } from "./location";
import { locks } from "./locks";
import { madeByService } from "./made-by-service";
import { namedValues } from "./named-values";
import { parents } from "./parents";
import { privateLinks } from "./private-links";
import { softDelete } from "./soft-delete";

/** Everything that the cloud does, in the order in which it is asked. */
const BEHAVIOURS: readonly Behaviour[] = [
  existing,
  parents,
  locks,
  inUse,
  location,
  fixedProperties,
  softDelete,
  gatewayAccess,
  namedValues,
  directory,
  madeByService,
  privateLinks,
];

/**
 * The environment variable that names the cloud's folder. Unset: the providers remember nothing, refuse nothing and write
 * no file.
 */
export const CLOUD_VARIABLE = "BULWARK_CLOUD";

/** The cloud in a folder, which need not be there yet. */
export function openCloud(folder: string): Cloud {
  return new Cloud(folder, BEHAVIOURS);
}
