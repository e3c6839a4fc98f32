import * as pulumi from "@pulumi/pulumi";
import { after } from "../known";
import type { LayerContext } from "../stack-context";
import { grant, managedIdentity, type WorkloadIdentity } from "./managed-identity";
import { platformRoles } from "./platform-roles";

export interface PlatformIdentitiesArgs {
  readonly context: LayerContext;
  readonly registryId: pulumi.Input<string>;
  readonly contentSafetyId: pulumi.Input<string>;
  readonly applicationInsightsId: pulumi.Input<string>;
  /** ARM id of the secret with the key of sessions. */
  readonly sessionKeyId: pulumi.Input<string>;
}

/** The two identities that all servers share: one pulls images, one is the gateway's. Neither can do more than its row. */
export class PlatformIdentities extends pulumi.ComponentResource {
  /** The gateway's identity; its id carries its roles, so what uses it finds them in place. */
  readonly gateway: WorkloadIdentity;
  /** ARM id of the identity that pulls images; known; carries its role on the registry. */
  readonly pullIdentityId: pulumi.Output<string>;

  constructor(name: string, args: PlatformIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:identity:PlatformIdentities", name, {}, opts);
    const { context } = args;
    const pull = managedIdentity({ context, workload: "pull", parent: this });
    const pullRole = grant({
      context,
      identity: pull,
      role: platformRoles.pullImages,
      on: "registry",
      scope: args.registryId,
      parent: this,
    });
    this.pullIdentityId = withRoles(pull, pullRole);

    const gateway = managedIdentity({ context, workload: "gateway", parent: this });
    const gatewayRoles = [
      grant({
        context,
        identity: gateway,
        role: platformRoles.askContentSafety,
        on: "content-safety",
        scope: args.contentSafetyId,
        parent: this,
      }),
      grant({
        context,
        identity: gateway,
        role: platformRoles.publishTelemetry,
        on: "application-insights",
        scope: args.applicationInsightsId,
        parent: this,
      }),
      // On the one secret: whatever else comes into the vault is none of the gateway's.
      grant({
        context,
        identity: gateway,
        role: platformRoles.readSessionKey,
        on: "session-key",
        scope: args.sessionKeyId,
        parent: this,
      }),
    ];
    this.gateway = { ...gateway, id: withRoles(gateway, ...gatewayRoles) };
    this.registerOutputs({});
  }
}

function withRoles(identity: WorkloadIdentity, ...roles: readonly pulumi.Resource[]): pulumi.Output<string> {
  return after(identity.id, ...roles);
}
