import * as pulumi from "@pulumi/pulumi";
import * as keyvault from "@pulumi/azure-native/keyvault";
import { lock } from "../governance/lock";
import { known } from "../known";
import { privateEndpoint, type NetworkIds } from "../network";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";
import { sessionKey } from "./session-key";

export interface VaultArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly workspaceId: pulumi.Input<string>;
}

/** What few secrets remain live here: roles instead of access policies, no way in but the private endpoint. */
export class Vault extends pulumi.ComponentResource {
  /** ARM id; known. */
  readonly vaultId: pulumi.Output<string>;
  /** `https://<name>.vault.azure.net`, without a slash at the end; known. */
  readonly uri: string;
  /** ARM id of the secret with the key of sessions; known; carries the dependency on it. */
  readonly sessionKeyId: pulumi.Output<string>;

  constructor(name: string, args: VaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:vault:Vault", name, {}, opts);
    const { context } = args;
    const vault = new keyvault.Vault(
      "vault",
      {
        resourceGroupName: context.resourceGroupName,
        vaultName: context.names.vault,
        location: context.location,
        properties: {
          tenantId: context.settings.azure.tenantId,
          sku: { family: "A", name: context.size.vaultSku },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: context.size.vaultRecoveryDays,
          enablePurgeProtection: true,
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          publicNetworkAccess: "Disabled",
          // With public access off, "AzureServices" would still let trusted services in (Key Vault network security).
          networkAcls: { bypass: "None", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
        },
        tags: context.tags,
      },
      { parent: this, protect: true, retainOnDelete: true },
    );
    this.vaultId = known(context.arm.id("Microsoft.KeyVault/vaults", context.names.vault), vault);
    const logs = sendLogs("vault", {
      kind: "Microsoft.KeyVault/vaults",
      target: this.vaultId,
      workspaceId: args.workspaceId,
      parent: this,
    });
    const endpoint = privateEndpoint({
      context,
      network: args.network,
      service: "vault",
      target: this.vaultId,
      parent: this,
    });
    this.uri = `https://${context.names.vault}.vault.azure.net`;
    this.sessionKeyId = sessionKey({ context, vaultName: known(context.names.vault, vault), parent: this });
    lock("vault", {
      target: this.vaultId,
      why: "Holds keys, and its name for months once deleted",
      beneath: [logs, endpoint],
      parent: this,
    });
    this.registerOutputs({});
  }
}
