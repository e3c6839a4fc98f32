import * as pulumi from "@pulumi/pulumi";
import * as apimanagement from "@pulumi/azure-native/apimanagement";
import type { WorkloadIdentity } from "../identity/managed-identity";
import { known } from "../known";
import { privateEndpoint, type NetworkIds } from "../network";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";
import { catchAllApi } from "./catch-all";
import { gatewayBaseUrl } from "./apis";
import { AUTHORIZATION_SERVER_PLACES, authorizationServerDocument } from "./authorization-server";
import { globalPolicyValues } from "./global-policy";
import { metadataApi, type MetadataApiArgs } from "./metadata";
import { policyDocument } from "./policy-text";
import { recordRequests } from "./recording";

export interface GatewayArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly identity: WorkloadIdentity;
  readonly workspaceId: pulumi.Input<string>;
  readonly applicationInsightsId: pulumi.Input<string>;
  readonly connectionString: pulumi.Input<string>;
}

/** Named value that holds the client id of the gateway's identity: only Entra knows it, so documents name it. */
export const GATEWAY_CLIENT_ID = "gateway-client-id";

/**
 * API Management: the one road to every server. It denies by default, and what all servers share lives here: global
 * policy, loggers, catch-all. Children are written in the order that Azure needs (decision 14).
 */
export class Gateway extends pulumi.ComponentResource {
  /** Name; known; carries everything that a server's API refers to. */
  readonly serviceName: pulumi.Output<string>;
  /** ARM id; known; carries the same. */
  readonly serviceId: pulumi.Output<string>;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:gateway:Gateway", name, {}, opts);
    const { context } = args;
    const service = this.service(args);
    const serviceName = known(context.names.gateway, service);
    const serviceId = context.arm.id("Microsoft.ApiManagement/service", context.names.gateway);
    const place = { resourceGroupName: context.resourceGroupName, serviceName };

    sendLogs("gateway", {
      kind: "Microsoft.ApiManagement/service",
      target: known(serviceId, service),
      workspaceId: args.workspaceId,
      parent: this,
    });
    const endpoints =
      context.settings.edge === "none"
        ? []
        : [
            privateEndpoint({
              context,
              network: args.network,
              service: "gateway",
              target: known(serviceId, service),
              parent: this,
            }),
          ];

    const clientId = new apimanagement.NamedValue(
      GATEWAY_CLIENT_ID,
      {
        ...place,
        namedValueId: GATEWAY_CLIENT_ID,
        displayName: GATEWAY_CLIENT_ID,
        value: args.identity.clientId,
        secret: false,
      },
      { parent: this },
    );
    const recording = recordRequests({ ...args, ...place, serviceId, parent: this, after: [clientId] });
    const globalPolicy = new apimanagement.Policy(
      "global",
      {
        ...place,
        policyId: "policy",
        format: "xml",
        value: policyDocument("global.xml", globalPolicyValues(context.settings)),
      },
      { parent: this, dependsOn: [clientId] },
    );
    const after = [globalPolicy, ...recording];
    catchAllApi({ ...place, parent: this, after });
    if (context.settings.authorizationServerMetadata) this.authorizationServer(context, place, after);

    this.serviceName = known(context.names.gateway, service, ...endpoints, clientId, ...recording, globalPolicy);
    this.serviceId = known(serviceId, service, ...endpoints, globalPolicy);
    this.registerOutputs({});
  }

  private authorizationServer(
    { settings, names }: LayerContext,
    place: Pick<MetadataApiArgs, "resourceGroupName" | "serviceName">,
    after: readonly pulumi.Resource[],
  ): void {
    for (const metadata of AUTHORIZATION_SERVER_PLACES) {
      metadataApi({
        ...place,
        ...metadata,
        displayName: `Authorization server: metadata (${metadata.apiId})`,
        server: "",
        document: authorizationServerDocument(settings, gatewayBaseUrl(settings, names.gateway)),
        parent: this,
        after,
      });
    }
  }

  private service(args: GatewayArgs): apimanagement.ApiManagementService {
    const { context } = args;
    const { settings } = context;
    // Azure refuses to create a closed gateway, so the first stage leaves it open with nothing behind it (decision 16).
    const closed = settings.stage === "serving" && settings.edge !== "none";
    return new apimanagement.ApiManagementService(
      "gateway",
      {
        resourceGroupName: context.resourceGroupName,
        serviceName: context.names.gateway,
        location: context.location,
        publisherEmail: settings.owner,
        publisherName: settings.project,
        sku: { name: "StandardV2", capacity: context.size.gatewayUnits },
        identity: { type: "UserAssigned", userAssignedIdentities: args.identity.id.apply((id) => ({ [id]: {} })) },
        // How outbound integration is written on the v2 tiers; "Internal" is refused there.
        virtualNetworkType: "External",
        virtualNetworkConfiguration: { subnetResourceId: args.network.subnets.gateway },
        publicNetworkAccess: closed ? "Disabled" : "Enabled",
        developerPortalStatus: "Disabled",
        legacyPortalStatus: "Disabled",
        apiVersionConstraint: { minApiVersion: "2021-08-01" },
        tags: { ...context.tags, edge: settings.edge },
      },
      { parent: this },
    );
  }
}
