import type * as pulumi from "@pulumi/pulumi";
import * as monitor from "@pulumi/azure-native/monitor";
import { logSources, type LogSource, type LogSourceKind } from "./log-categories";

export interface SendLogsArgs {
  readonly kind: LogSourceKind;
  /** ARM id of the resource whose logs are sent. */
  readonly target: pulumi.Input<string>;
  /** ARM id of the workspace that takes them. */
  readonly workspaceId: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
}

/**
 * Sends every log and metric that a resource has to the workspace (control MCP08-1).
 *
 * @param name of the Pulumi resource
 */
export function sendLogs(name: string, args: SendLogsArgs): monitor.DiagnosticSetting {
  const source: LogSource = logSources[args.kind];
  return new monitor.DiagnosticSetting(
    name,
    {
      name: "to-workspace",
      resourceUri: args.target,
      workspaceId: args.workspaceId,
      logs: [{ categoryGroup: source.categoryGroup, enabled: true }],
      ...(source.metrics ? { metrics: [{ category: "AllMetrics", enabled: true }] } : {}),
      ...(source.dedicated === true ? { logAnalyticsDestinationType: "Dedicated" } : {}),
    },
    { parent: args.parent },
  );
}
