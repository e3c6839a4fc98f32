import * as pulumi from "@pulumi/pulumi";
import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import { lock } from "../governance/lock";
import { known } from "../known";
import type { LayerContext } from "../stack-context";
import { sendLogs } from "./diagnostics";

/** Where logs, traces and audit records go. */
export class Observability extends pulumi.ComponentResource {
  /** ARM id of the workspace; known. */
  readonly workspaceId: pulumi.Output<string>;
  /** ARM id of Application Insights; known. */
  readonly applicationInsightsId: pulumi.Output<string>;
  /** Application Insights' connection string: unknown until it exists. Not a secret: local authentication is off. */
  readonly connectionString: pulumi.Output<string>;

  constructor(name: string, args: { context: LayerContext }, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:observability:Observability", name, {}, opts);
    const { context } = args;
    const workspace = new operationalinsights.Workspace(
      "workspace",
      {
        resourceGroupName: context.resourceGroupName,
        workspaceName: context.names.workspace,
        location: context.location,
        sku: { name: "PerGB2018" },
        retentionInDays: context.size.logRetentionDays,
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        // Entra alone lets anyone in. Public ingestion stays on until a private link scope carries it: without one,
        // turning it off loses Application Insights' telemetry (Microsoft Learn, "Design your Azure Private Link setup").
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        tags: context.tags,
      },
      { parent: this, protect: true, retainOnDelete: true },
    );
    this.workspaceId = known(
      context.arm.id("Microsoft.OperationalInsights/workspaces", context.names.workspace),
      workspace,
    );
    const logs = sendLogs("workspace", {
      kind: "Microsoft.OperationalInsights/workspaces",
      target: this.workspaceId,
      workspaceId: this.workspaceId,
      parent: this,
    });
    lock("workspace", { target: this.workspaceId, why: "Holds the audit records", beneath: [logs], parent: this });

    const insights = new applicationinsights.Component(
      "application-insights",
      {
        resourceGroupName: context.resourceGroupName,
        resourceName: context.names.applicationInsights,
        location: context.location,
        kind: "web",
        applicationType: "web",
        ingestionMode: "LogAnalytics",
        workspaceResourceId: this.workspaceId,
        disableLocalAuth: true,
        disableIpMasking: false,
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        tags: context.lastingTags,
      },
      { parent: this },
    );
    this.applicationInsightsId = known(
      context.arm.id("Microsoft.Insights/components", context.names.applicationInsights),
      insights,
    );
    this.connectionString = insights.connectionString;
    this.registerOutputs({});
  }
}
