/**
 * What each class can send to a workspace: the categories that must be sent, and whether the class needs to be told to use
 * its own tables.
 *
 * Source: Microsoft Learn, "Supported categories for Azure Monitor resource logs", copies of 2024-11 to 2026-07. App
 * Insights is left out (its records are in the workspace already), and so are classes without logs.
 */

export interface LogSource {
  /** Normal type token. */
  readonly type: string;
  /** Categories without which the record has holes; `allLogs` holds them all. */
  readonly categories: readonly string[];
  /** True where rows go to AzureDiagnostics unless logAnalyticsDestinationType is Dedicated. */
  readonly dedicated: boolean;
}

export const LOG_SOURCES: readonly LogSource[] = [
  { type: "azure-native:apimanagement:ApiManagementService", categories: ["GatewayLogs"], dedicated: true },
  {
    type: "azure-native:app:ManagedEnvironment",
    categories: ["ContainerAppConsoleLogs", "ContainerAppSystemLogs"],
    dedicated: false,
  },
  { type: "azure-native:keyvault:Vault", categories: ["AuditEvent"], dedicated: true },
  {
    type: "azure-native:containerregistry:Registry",
    categories: ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"],
    dedicated: false,
  },
  { type: "azure-native:cognitiveservices:Account", categories: ["Audit", "RequestResponse"], dedicated: false },
  { type: "azure-native:operationalinsights:Workspace", categories: ["Audit"], dedicated: false },
  {
    type: "azure-native:network:NetworkSecurityGroup",
    categories: ["NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"],
    dedicated: false,
  },
  {
    type: "azure-native:network:PublicIPAddress",
    categories: ["DDoSProtectionNotifications", "DDoSMitigationFlowLogs", "DDoSMitigationReports"],
    dedicated: false,
  },
  { type: "azure-native:network:VirtualNetwork", categories: ["VMProtectionAlerts"], dedicated: false },
  {
    type: "azure-native:network:AzureFirewall",
    categories: ["AZFWApplicationRule", "AZFWNetworkRule", "AZFWThreatIntel", "AZFWDnsQuery"],
    dedicated: true,
  },
  {
    type: "azure-native:network:ApplicationGateway",
    categories: ["ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog"],
    dedicated: true,
  },
  { type: "azure-native:network:BastionHost", categories: ["BastionAuditLogs"], dedicated: false },
  {
    type: "azure-native:cdn:Profile",
    categories: ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"],
    dedicated: false,
  },
  { type: "azure-native:eventhub:Namespace", categories: ["OperationalLogs", "RuntimeAuditLogs"], dedicated: true },
  { type: "azure-native:appconfiguration:ConfigurationStore", categories: ["Audit", "HttpRequest"], dedicated: false },
];
