/**
 * Which Azure resource a planned class is: its ARM type and the inputs that name it, outermost first.
 *
 * Source: the path parameters in Azure/bicep-types-az (commit 1f896de) as laid over the inputs of @pulumi/azure-native
 * 3.28.0. Only classes that judges refer to by id.
 */

/** How an ARM id is made of a resource's inputs. */
export interface ArmType {
  /** ARM type, for example `Microsoft.App/containerApps`. */
  readonly type: string;
  /** Inputs that hold the names, outermost first: one for each segment of the type. */
  readonly names: readonly string[];
  /** The input that holds the id of what the resource extends. Default: it lies in the group `resourceGroupName`. */
  readonly scope?: string;
}

/** By normal type token. */
export const ARM_TYPES: Readonly<Record<string, ArmType>> = {
  "azure-native:resources:ResourceGroup": { type: "Microsoft.Resources/resourceGroups", names: ["resourceGroupName"] },
  "azure-native:network:VirtualNetwork": { type: "Microsoft.Network/virtualNetworks", names: ["virtualNetworkName"] },
  "azure-native:network:Subnet": {
    type: "Microsoft.Network/virtualNetworks/subnets",
    names: ["virtualNetworkName", "subnetName"],
  },
  "azure-native:network:NetworkSecurityGroup": {
    type: "Microsoft.Network/networkSecurityGroups",
    names: ["networkSecurityGroupName"],
  },
  "azure-native:network:SecurityRule": {
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    names: ["networkSecurityGroupName", "securityRuleName"],
  },
  "azure-native:network:RouteTable": { type: "Microsoft.Network/routeTables", names: ["routeTableName"] },
  "azure-native:network:Route": {
    type: "Microsoft.Network/routeTables/routes",
    names: ["routeTableName", "routeName"],
  },
  "azure-native:network:PublicIPAddress": {
    type: "Microsoft.Network/publicIPAddresses",
    names: ["publicIpAddressName"],
  },
  "azure-native:network:PublicIPPrefix": { type: "Microsoft.Network/publicIPPrefixes", names: ["publicIpPrefixName"] },
  "azure-native:network:NatGateway": { type: "Microsoft.Network/natGateways", names: ["natGatewayName"] },
  "azure-native:network:AzureFirewall": { type: "Microsoft.Network/azureFirewalls", names: ["azureFirewallName"] },
  "azure-native:network:FirewallPolicy": { type: "Microsoft.Network/firewallPolicies", names: ["firewallPolicyName"] },
  "azure-native:network:ApplicationGateway": {
    type: "Microsoft.Network/applicationGateways",
    names: ["applicationGatewayName"],
  },
  "azure-native:network:BastionHost": { type: "Microsoft.Network/bastionHosts", names: ["bastionHostName"] },
  "azure-native:network:PrivateEndpoint": {
    type: "Microsoft.Network/privateEndpoints",
    names: ["privateEndpointName"],
  },
  "azure-native:network:PrivateDnsZoneGroup": {
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    names: ["privateEndpointName", "privateDnsZoneGroupName"],
  },
  "azure-native:privatedns:PrivateZone": { type: "Microsoft.Network/privateDnsZones", names: ["privateZoneName"] },
  "azure-native:privatedns:VirtualNetworkLink": {
    type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    names: ["privateZoneName", "virtualNetworkLinkName"],
  },
  "azure-native:cdn:Profile": { type: "Microsoft.Cdn/profiles", names: ["profileName"] },
  "azure-native:cdn:AFDEndpoint": {
    type: "Microsoft.Cdn/profiles/afdEndpoints",
    names: ["profileName", "endpointName"],
  },
  "azure-native:cdn:AFDOriginGroup": {
    type: "Microsoft.Cdn/profiles/originGroups",
    names: ["profileName", "originGroupName"],
  },
  "azure-native:cdn:AFDOrigin": {
    type: "Microsoft.Cdn/profiles/originGroups/origins",
    names: ["profileName", "originGroupName", "originName"],
  },
  "azure-native:cdn:Route": {
    type: "Microsoft.Cdn/profiles/afdEndpoints/routes",
    names: ["profileName", "endpointName", "routeName"],
  },
  "azure-native:cdn:SecurityPolicy": {
    type: "Microsoft.Cdn/profiles/securityPolicies",
    names: ["profileName", "securityPolicyName"],
  },
  "azure-native:frontdoor:Policy": {
    type: "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
    names: ["policyName"],
  },
  "azure-native:keyvault:Vault": { type: "Microsoft.KeyVault/vaults", names: ["vaultName"] },
  "azure-native:keyvault:Key": { type: "Microsoft.KeyVault/vaults/keys", names: ["vaultName", "keyName"] },
  "azure-native:keyvault:Secret": { type: "Microsoft.KeyVault/vaults/secrets", names: ["vaultName", "secretName"] },
  "azure-native:managedidentity:UserAssignedIdentity": {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    names: ["resourceName"],
  },
  "azure-native:authorization:RoleAssignment": {
    type: "Microsoft.Authorization/roleAssignments",
    names: ["roleAssignmentName"],
    scope: "scope",
  },
  "azure-native:authorization:RoleDefinition": {
    type: "Microsoft.Authorization/roleDefinitions",
    names: ["roleDefinitionId"],
    scope: "scope",
  },
  "azure-native:authorization:ManagementLockByScope": {
    type: "Microsoft.Authorization/locks",
    names: ["lockName"],
    scope: "scope",
  },
  "azure-native:operationalinsights:Workspace": {
    type: "Microsoft.OperationalInsights/workspaces",
    names: ["workspaceName"],
  },
  "azure-native:applicationinsights:Component": { type: "Microsoft.Insights/components", names: ["resourceName"] },
  "azure-native:monitor:DiagnosticSetting": {
    type: "Microsoft.Insights/diagnosticSettings",
    names: ["name"],
    scope: "resourceUri",
  },
  "azure-native:monitor:PrivateLinkScope": { type: "Microsoft.Insights/privateLinkScopes", names: ["scopeName"] },
  "azure-native:monitor:ActionGroup": { type: "Microsoft.Insights/actionGroups", names: ["actionGroupName"] },
  "azure-native:app:ManagedEnvironment": { type: "Microsoft.App/managedEnvironments", names: ["environmentName"] },
  "azure-native:app:ContainerApp": { type: "Microsoft.App/containerApps", names: ["containerAppName"] },
  "azure-native:app:ContainerAppsAuthConfig": {
    type: "Microsoft.App/containerApps/authConfigs",
    names: ["containerAppName", "authConfigName"],
  },
  "azure-native:app:ContainerAppsSessionPool": { type: "Microsoft.App/sessionPools", names: ["sessionPoolName"] },
  "azure-native:app:Job": { type: "Microsoft.App/jobs", names: ["jobName"] },
  "azure-native:containerregistry:Registry": {
    type: "Microsoft.ContainerRegistry/registries",
    names: ["registryName"],
  },
  "azure-native:apimanagement:ApiManagementService": {
    type: "Microsoft.ApiManagement/service",
    names: ["serviceName"],
  },
  "azure-native:apimanagement:Api": { type: "Microsoft.ApiManagement/service/apis", names: ["serviceName", "apiId"] },
  "azure-native:apimanagement:ApiOperation": {
    type: "Microsoft.ApiManagement/service/apis/operations",
    names: ["serviceName", "apiId", "operationId"],
  },
  "azure-native:apimanagement:ApiPolicy": {
    type: "Microsoft.ApiManagement/service/apis/policies",
    names: ["serviceName", "apiId", "policyId"],
  },
  "azure-native:apimanagement:ApiOperationPolicy": {
    type: "Microsoft.ApiManagement/service/apis/operations/policies",
    names: ["serviceName", "apiId", "operationId", "policyId"],
  },
  "azure-native:apimanagement:ApiDiagnostic": {
    type: "Microsoft.ApiManagement/service/apis/diagnostics",
    names: ["serviceName", "apiId", "diagnosticId"],
  },
  "azure-native:apimanagement:Policy": {
    type: "Microsoft.ApiManagement/service/policies",
    names: ["serviceName", "policyId"],
  },
  "azure-native:apimanagement:PolicyFragment": {
    type: "Microsoft.ApiManagement/service/policyFragments",
    names: ["serviceName", "id"],
  },
  "azure-native:apimanagement:NamedValue": {
    type: "Microsoft.ApiManagement/service/namedValues",
    names: ["serviceName", "namedValueId"],
  },
  "azure-native:apimanagement:Backend": {
    type: "Microsoft.ApiManagement/service/backends",
    names: ["serviceName", "backendId"],
  },
  "azure-native:apimanagement:Logger": {
    type: "Microsoft.ApiManagement/service/loggers",
    names: ["serviceName", "loggerId"],
  },
  "azure-native:apimanagement:Diagnostic": {
    type: "Microsoft.ApiManagement/service/diagnostics",
    names: ["serviceName", "diagnosticId"],
  },
  "azure-native:apimanagement:Product": {
    type: "Microsoft.ApiManagement/service/products",
    names: ["serviceName", "productId"],
  },
  "azure-native:apimanagement:ProductApi": {
    type: "Microsoft.ApiManagement/service/products/apis",
    names: ["serviceName", "productId", "apiId"],
  },
  "azure-native:apimanagement:ProductPolicy": {
    type: "Microsoft.ApiManagement/service/products/policies",
    names: ["serviceName", "productId", "policyId"],
  },
  "azure-native:apicenter:Service": { type: "Microsoft.ApiCenter/services", names: ["serviceName"] },
  "azure-native:apicenter:Workspace": {
    type: "Microsoft.ApiCenter/services/workspaces",
    names: ["serviceName", "workspaceName"],
  },
  "azure-native:apicenter:Api": {
    type: "Microsoft.ApiCenter/services/workspaces/apis",
    names: ["serviceName", "workspaceName", "apiName"],
  },
  "azure-native:apicenter:ApiVersion": {
    type: "Microsoft.ApiCenter/services/workspaces/apis/versions",
    names: ["serviceName", "workspaceName", "apiName", "versionName"],
  },
  "azure-native:apicenter:ApiDefinition": {
    type: "Microsoft.ApiCenter/services/workspaces/apis/versions/definitions",
    names: ["serviceName", "workspaceName", "apiName", "versionName", "definitionName"],
  },
  "azure-native:apicenter:Deployment": {
    type: "Microsoft.ApiCenter/services/workspaces/apis/deployments",
    names: ["serviceName", "workspaceName", "apiName", "deploymentName"],
  },
  "azure-native:apicenter:Environment": {
    type: "Microsoft.ApiCenter/services/workspaces/environments",
    names: ["serviceName", "workspaceName", "environmentName"],
  },
  "azure-native:apicenter:MetadataSchema": {
    type: "Microsoft.ApiCenter/services/metadataSchemas",
    names: ["serviceName", "metadataSchemaName"],
  },
  "azure-native:cognitiveservices:Account": { type: "Microsoft.CognitiveServices/accounts", names: ["accountName"] },
  "azure-native:storage:StorageAccount": { type: "Microsoft.Storage/storageAccounts", names: ["accountName"] },
  "azure-native:eventhub:Namespace": { type: "Microsoft.EventHub/namespaces", names: ["namespaceName"] },
  "azure-native:servicebus:Namespace": { type: "Microsoft.ServiceBus/namespaces", names: ["namespaceName"] },
  "azure-native:appconfiguration:ConfigurationStore": {
    type: "Microsoft.AppConfiguration/configurationStores",
    names: ["configStoreName"],
  },
  "azure-native:cosmosdb:DatabaseAccount": { type: "Microsoft.DocumentDB/databaseAccounts", names: ["accountName"] },
  "azure-native:search:Service": { type: "Microsoft.Search/searchServices", names: ["searchServiceName"] },
};
