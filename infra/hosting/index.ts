import * as pulumi from "@pulumi/pulumi";
import * as app from "@pulumi/azure-native/app";
import { known } from "../known";
import { privateEndpoint, type NetworkIds } from "../network";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";

export interface HostingArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly workspaceId: pulumi.Input<string>;
}

/** The Container Apps environment: internal, without public access, reached by its private endpoint. */
export class Hosting extends pulumi.ComponentResource {
  /** ARM id; known; carries the private endpoint and its name. */
  readonly environmentId: pulumi.Output<string>;
  /** Random domain that Azure gives the environment: unknown until it exists. */
  readonly defaultDomain: pulumi.Output<string>;

  constructor(name: string, args: HostingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:hosting:Hosting", name, {}, opts);
    const { context } = args;
    const environment = new app.ManagedEnvironment(
      "environment",
      {
        resourceGroupName: context.resourceGroupName,
        environmentName: context.names.containerEnvironment,
        location: context.location,
        publicNetworkAccess: "Disabled",
        vnetConfiguration: { internal: true, infrastructureSubnetId: args.network.subnets.apps },
        // Workload profiles are what private endpoints need; Consumption is the profile that scales to nothing.
        workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
        peerTrafficConfiguration: { encryption: { enabled: true } },
        appLogsConfiguration: { destination: "azure-monitor" },
        zoneRedundant: context.size.zoneRedundant,
        tags: context.lastingTags,
      },
      { parent: this },
    );
    const id = context.arm.id("Microsoft.App/managedEnvironments", context.names.containerEnvironment);
    sendLogs("environment", {
      kind: "Microsoft.App/managedEnvironments",
      target: known(id, environment),
      workspaceId: args.workspaceId,
      parent: this,
    });
    const endpoint = privateEndpoint({
      context,
      network: args.network,
      service: "containerEnvironment",
      target: known(id, environment),
      parent: this,
    });
    this.environmentId = known(id, environment, endpoint);
    this.defaultDomain = environment.defaultDomain;
    this.registerOutputs({});
  }
}
