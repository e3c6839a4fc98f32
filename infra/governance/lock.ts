import type * as pulumi from "@pulumi/pulumi";
import * as authorization from "@pulumi/azure-native/authorization";

export interface LockArgs {
  /** ARM id of what is kept. */
  readonly target: pulumi.Input<string>;
  /** Told to whoever tries to delete it. */
  readonly why: string;
  /** What lies beneath the lock, and could not be deleted while it is there: it is written before, and deleted after. */
  readonly beneath: readonly pulumi.Resource[];
  readonly parent: pulumi.Resource;
}

/**
 * Forbids deletion of one resource. Only where data or a name would be lost: a lock inherits, and one on the group would
 * block every removal inside it (decision 19).
 *
 * @param name of the Pulumi resource
 */
export function lock(name: string, args: LockArgs): authorization.ManagementLockByScope {
  return new authorization.ManagementLockByScope(
    name,
    { scope: args.target, lockName: "keep", level: "CanNotDelete", notes: args.why },
    { parent: args.parent, dependsOn: [...args.beneath] },
  );
}
