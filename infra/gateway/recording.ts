import type * as pulumi from "@pulumi/pulumi";
import * as apimanagement from "@pulumi/azure-native/apimanagement";
import type { WorkloadIdentity } from "../identity/managed-identity";
import { known } from "../known";

export interface RecordingArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  /** ARM id of the service. */
  readonly serviceId: string;
  readonly identity: WorkloadIdentity;
  readonly applicationInsightsId: pulumi.Input<string>;
  readonly connectionString: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
  readonly after: readonly pulumi.Resource[];
}

/** No body, and of the headers only these (control MCP01-4). */
const NOTHING_OF_THE_MESSAGE = {
  request: { headers: ["MCP-Protocol-Version"], body: { bytes: 0 } },
  response: { headers: [], body: { bytes: 0 } },
};

/** Everything is recorded, nothing sampled away; `information` is the level of the audit records (control MCP08-2). */
const RECORD_EVERYTHING = {
  alwaysLog: "allErrors",
  sampling: { samplingType: "fixed", percentage: 100 },
  verbosity: "information",
  httpCorrelationProtocol: "W3C",
  logClientIp: true,
  frontend: NOTHING_OF_THE_MESSAGE,
  backend: NOTHING_OF_THE_MESSAGE,
} as const;

/**
 * Two loggers and what they take: Application Insights for traces and audit records, Azure Monitor for the gateway's own
 * log. Both without keys: the gateway's identity holds the role that Application Insights asks for.
 */
export function recordRequests(args: RecordingArgs): pulumi.Resource[] {
  const { parent } = args;
  const place = { resourceGroupName: args.resourceGroupName, serviceName: args.serviceName };
  const insights = new apimanagement.Logger(
    "application-insights",
    {
      ...place,
      loggerId: "application-insights",
      loggerType: "applicationInsights",
      resourceId: args.applicationInsightsId,
      credentials: { connectionString: args.connectionString, identityClientId: args.identity.clientId },
      isBuffered: true,
    },
    { parent, dependsOn: [...args.after] },
  );
  const monitor = new apimanagement.Logger(
    "azuremonitor",
    { ...place, loggerId: "azuremonitor", loggerType: "azureMonitor", isBuffered: true },
    { parent, dependsOn: [...args.after] },
  );
  return [
    new apimanagement.Diagnostic(
      "applicationinsights",
      {
        ...place,
        diagnosticId: "applicationinsights",
        loggerId: known(`${args.serviceId}/loggers/application-insights`, insights),
        operationNameFormat: "Name",
        metrics: false,
        ...RECORD_EVERYTHING,
      },
      { parent },
    ),
    new apimanagement.Diagnostic(
      "azuremonitor",
      {
        ...place,
        diagnosticId: "azuremonitor",
        loggerId: known(`${args.serviceId}/loggers/azuremonitor`, monitor),
        ...RECORD_EVERYTHING,
      },
      { parent },
    ),
  ];
}
