import type * as pulumi from "@pulumi/pulumi";
import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import { known } from "../known";
import { stableId } from "../stable-id";
import type { LayerContext } from "../stack-context";

/** A workload's identity as others refer to it. */
export interface WorkloadIdentity {
  /** What it is called in this stack. */
  readonly workload: string;
  /** ARM id; known. */
  readonly id: pulumi.Output<string>;
  /** Object id of its service principal: unknown until it exists. */
  readonly principalId: pulumi.Output<string>;
  /** Client id: unknown until it exists. */
  readonly clientId: pulumi.Output<string>;
}

export interface ManagedIdentityArgs {
  readonly context: LayerContext;
  /** Whose identity it is; unique in the stack. */
  readonly workload: string;
  /** The MCP server whose workload it is; none for the platform's own. */
  readonly server?: string;
  readonly parent: pulumi.Resource;
}

/** A user-assigned identity: it outlives what uses it, so roles can be given, and have propagated, before. */
export function managedIdentity(args: ManagedIdentityArgs): WorkloadIdentity {
  const { context, workload, parent } = args;
  const name = context.names.identity(workload);
  const identity = new managedidentity.UserAssignedIdentity(
    workload,
    {
      resourceGroupName: context.resourceGroupName,
      resourceName: name,
      location: context.location,
      tags: { ...context.lastingTags, ...(args.server === undefined ? {} : { "mcp-server": args.server }) },
    },
    { parent },
  );
  return {
    workload,
    id: known(context.arm.id("Microsoft.ManagedIdentity/userAssignedIdentities", name), identity),
    principalId: identity.principalId,
    clientId: identity.clientId,
  };
}

export interface GrantArgs {
  readonly context: LayerContext;
  readonly identity: WorkloadIdentity;
  /** A built-in role by name and by the GUID that it has in every subscription. */
  readonly role: { readonly name: string; readonly guid: string };
  /** What it applies to, in a word, for the assignment's name. */
  readonly on: string;
  /** ARM id of ONE resource (control MCP02-3). */
  readonly scope: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
}

/** Gives an identity a role on one resource. */
export function grant(args: GrantArgs): authorization.RoleAssignment {
  const { context, identity, role } = args;
  return new authorization.RoleAssignment(
    `${identity.workload}-${role.name.toLowerCase().replace(/\W+/g, "-")}-${args.on}`,
    {
      roleAssignmentName: stableId(
        context.arm.resourceGroup,
        String(context.settings.generation),
        identity.workload,
        role.guid,
        args.on,
      ),
      scope: args.scope,
      roleDefinitionId: context.arm.roleDefinition(role.guid),
      principalId: identity.principalId,
      // Named, so that Azure does not look the principal up before it has propagated.
      principalType: "ServicePrincipal",
      description: `${role.name} for ${identity.workload}`,
    },
    { parent: args.parent },
  );
}
