/**
 * What each kind of resource can send to a workspace.
 *
 * `dedicated` asks for the kind's own tables instead of the shared AzureDiagnostics; kinds that only know one of the two
 * leave it out. Source: Microsoft Learn, "Supported categories for Azure Monitor resource logs", copies of 2024-11 to
 * 2026-07.
 */
export interface LogSource {
  readonly categoryGroup: "allLogs";
  readonly metrics: boolean;
  readonly dedicated?: boolean;
}

export const logSources = {
  "Microsoft.ApiManagement/service": { categoryGroup: "allLogs", metrics: true, dedicated: true },
  "Microsoft.App/managedEnvironments": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.Cdn/profiles": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.CognitiveServices/accounts": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.ContainerRegistry/registries": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.KeyVault/vaults": { categoryGroup: "allLogs", metrics: true, dedicated: true },
  "Microsoft.Network/networkSecurityGroups": { categoryGroup: "allLogs", metrics: false },
  "Microsoft.Network/publicIPAddresses": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.Network/virtualNetworks": { categoryGroup: "allLogs", metrics: true },
  "Microsoft.OperationalInsights/workspaces": { categoryGroup: "allLogs", metrics: true },
} as const satisfies Record<string, LogSource>;

export type LogSourceKind = keyof typeof logSources;
