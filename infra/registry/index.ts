import * as pulumi from "@pulumi/pulumi";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import { known } from "../known";
import { privateEndpoint, type NetworkIds } from "../network";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";

export interface RegistryArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly workspaceId: pulumi.Input<string>;
}

const KEEP_UNTAGGED_DAYS = 30;

/** The only registry that images come from. Premium: the lowest tier with private endpoints, retention, export control. */
export class Registry extends pulumi.ComponentResource {
  /** ARM id; known; carries the private endpoint, without which nothing can be pulled. */
  readonly registryId: pulumi.Output<string>;
  /** Host name that images are pulled from; known. */
  readonly loginServer: string;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:registry:Registry", name, {}, opts);
    const { context } = args;
    const registry = new containerregistry.Registry(
      "registry",
      {
        resourceGroupName: context.resourceGroupName,
        registryName: context.names.registry,
        location: context.location,
        sku: { name: "Premium" },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        dataEndpointEnabled: true,
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny" },
        // Trusted services stay allowed: importing images needs them.
        networkRuleBypassOptions: "AzureServices",
        zoneRedundancy: context.size.zoneRedundant ? "Enabled" : "Disabled",
        policies: {
          // Takes effect only together with public access off, in this same write.
          exportPolicy: { status: "disabled" },
          retentionPolicy: { status: "enabled", days: KEEP_UNTAGGED_DAYS },
          // Off with their reasons: quarantine breaks pulls until a scanner clears each image, content trust can no
          // longer be enabled, soft delete excludes retention; and ARM tokens are how managed identities pull.
          quarantinePolicy: { status: "disabled" },
          trustPolicy: { status: "disabled", type: "Notary" },
          softDeletePolicy: { status: "disabled", retentionDays: 7 },
          azureADAuthenticationAsArmPolicy: { status: "enabled" },
        },
        tags: context.tags,
      },
      { parent: this },
    );
    const id = context.arm.id("Microsoft.ContainerRegistry/registries", context.names.registry);
    this.loginServer = `${context.names.registry}.azurecr.io`;
    sendLogs("registry", {
      kind: "Microsoft.ContainerRegistry/registries",
      target: known(id, registry),
      workspaceId: args.workspaceId,
      parent: this,
    });
    const endpoint = privateEndpoint({
      context,
      network: args.network,
      service: "registry",
      target: known(id, registry),
      parent: this,
    });
    this.registryId = known(id, registry, endpoint);
    this.registerOutputs({});
  }
}
