import type * as pulumi from "@pulumi/pulumi";
import type { ServerSettings } from "../settings/types";
import type { LayerContext } from "../stack-context";
import { stableId } from "../stable-id";
import roleTable from "./roles.json";
import { grant, type WorkloadIdentity } from "./managed-identity";

const roles: Readonly<Record<string, { readonly guid: string }>> = roleTable.roles;

export interface DownstreamArgs {
  readonly context: LayerContext;
  readonly identity: WorkloadIdentity;
  readonly server: ServerSettings;
  readonly parent: pulumi.Resource;
}

/** Gives a server's identity the Azure roles that its settings name, each on one resource. */
export function downstreamGrants(args: DownstreamArgs): void {
  for (const permission of args.server.downstream) {
    if (permission.kind !== "azureRole") continue;
    const row = roles[permission.role];
    if (row === undefined) {
      throw new Error(`${permission.role} is not in infra/identity/roles.json: settings should have refused it`);
    }
    grant({
      context: args.context,
      identity: args.identity,
      role: { name: permission.role, guid: row.guid },
      on: stableId(permission.scope).slice(0, 8),
      scope: permission.scope,
      parent: args.parent,
    });
  }
}
