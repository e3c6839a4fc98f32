import * as pulumi from "@pulumi/pulumi";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import { known } from "../known";
import { privateEndpoint, type NetworkIds } from "../network";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";

export interface SafetyArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly workspaceId: pulumi.Input<string>;
}

/** Content Safety, which the gateway asks about every text; reached by the private endpoint and with Entra tokens only. */
export class Safety extends pulumi.ComponentResource {
  /** ARM id; known. */
  readonly accountId: pulumi.Output<string>;
  /** `https://<name>.cognitiveservices.azure.com`, without a slash at the end; known. */
  readonly endpoint: string;

  constructor(name: string, args: SafetyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:safety:Safety", name, {}, opts);
    const { context } = args;
    const account = new cognitiveservices.Account(
      "content-safety",
      {
        resourceGroupName: context.resourceGroupName,
        accountName: context.names.contentSafety,
        location: context.settings.safety.location,
        kind: "ContentSafety",
        sku: { name: "S0" },
        properties: {
          // Entra tokens are accepted only by accounts with a subdomain of their own.
          customSubDomainName: context.names.contentSafety,
          disableLocalAuth: true,
          publicNetworkAccess: "Disabled",
          networkAcls: { defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
          restrictOutboundNetworkAccess: true,
          allowedFqdnList: [],
        },
        tags: context.tags,
      },
      { parent: this },
    );
    this.accountId = known(
      context.arm.id("Microsoft.CognitiveServices/accounts", context.names.contentSafety),
      account,
    );
    this.endpoint = `https://${context.names.contentSafety}.cognitiveservices.azure.com`;
    sendLogs("content-safety", {
      kind: "Microsoft.CognitiveServices/accounts",
      target: this.accountId,
      workspaceId: args.workspaceId,
      parent: this,
    });
    privateEndpoint({ context, network: args.network, service: "contentSafety", target: this.accountId, parent: this });
    this.registerOutputs({});
  }
}
