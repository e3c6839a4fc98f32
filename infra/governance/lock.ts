import type * as pulumi from "@pulumi/pulumi";
import * as authorization from "@pulumi/azure-native/authorization";

/**
 * Forbids deletion of one resource. Only where data or a name would be lost: a lock inherits, and one on the group would
 * block every removal inside it (decision 19).
 *
 * @param name of the Pulumi resource
 */
export function lock(
  name: string,
  args: { target: pulumi.Input<string>; why: string; parent: pulumi.Resource },
): authorization.ManagementLockByScope {
  return new authorization.ManagementLockByScope(
    name,
    { scope: args.target, lockName: "keep", level: "CanNotDelete", notes: args.why },
    { parent: args.parent },
  );
}
