/** How keys and local users are turned off, by class. Source: the inputs of @pulumi/azure-native 3.28.0. */

export interface LocalAuthSwitch {
  /** Normal type token. */
  readonly type: string;
  readonly path: string;
  /** The value with which only Entra lets callers in. */
  readonly off: boolean;
}

export const LOCAL_AUTH: readonly LocalAuthSwitch[] = [
  { type: "azure-native:containerregistry:Registry", path: "adminUserEnabled", off: false },
  { type: "azure-native:cognitiveservices:Account", path: "properties.disableLocalAuth", off: true },
  { type: "azure-native:operationalinsights:Workspace", path: "features.disableLocalAuth", off: true },
  { type: "azure-native:applicationinsights:Component", path: "disableLocalAuth", off: true },
  { type: "azure-native:storage:StorageAccount", path: "allowSharedKeyAccess", off: false },
  { type: "azure-native:eventhub:Namespace", path: "disableLocalAuth", off: true },
  { type: "azure-native:servicebus:Namespace", path: "disableLocalAuth", off: true },
  { type: "azure-native:eventgrid:Topic", path: "disableLocalAuth", off: true },
  { type: "azure-native:appconfiguration:ConfigurationStore", path: "disableLocalAuth", off: true },
  { type: "azure-native:cosmosdb:DatabaseAccount", path: "disableLocalAuth", off: true },
  { type: "azure-native:search:Service", path: "disableLocalAuth", off: true },
];
