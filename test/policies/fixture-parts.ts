/** The resources of a small stack with one server that every rule passes. */
import { UNKNOWN, type Json, type PlanResource } from "../../plan/format";
import {
  ANSWER_SHIELD_FRAGMENT,
  AUDIT_FRAGMENT,
  CATCH_ALL_POLICY,
  GLOBAL_POLICY,
  HYGIENE_FRAGMENT,
  METADATA_POLICY,
  SERVER_POLICY,
  SHIELD_FRAGMENT,
} from "./fixture-documents";
import { GROUP, resource, SUBSCRIPTION, TENANT, urnOf } from "./resources";

const TAGS = { environment: "prod", owner: "platform@example.com", stack: "test", blueprint: "bulwark" };
const CLIENT = "aebc6443-996d-45c2-90f0-388ff96faa56";
const ROLES = `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;
const IMAGE = `crtest.azurecr.io/mcp/trails@sha256:${"a".repeat(64)}`;
const APPLICATION = "azuread:index/application:Application";
const SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
const BYTES = "random:index/randomBytes:RandomBytes";
const IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";

const applicationUrn = urnOf(APPLICATION, "trails");
const servicePrincipalUrn = urnOf(SERVICE_PRINCIPAL, "trails");
const identityUrn = urnOf(IDENTITY, "gateway");

const id = (path: string): string => `${GROUP}/providers/${path}`;
const apim = { serviceName: "apim-test" };

/** One private endpoint with its zone group. */
function endpoint(name: string, target: string, group: string): Record<string, PlanResource> {
  return {
    [`${name}Endpoint`]: resource("network:PrivateEndpoint", name, {
      privateEndpointName: `pe-${name}`,
      privateLinkServiceConnections: [{ name, privateLinkServiceId: id(target), groupIds: [group] }],
    }),
    [`${name}ZoneGroup`]: resource("network:PrivateDnsZoneGroup", name, {
      privateEndpointName: `pe-${name}`,
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name, privateDnsZoneId: id("Microsoft.Network/privateDnsZones/zone") }],
    }),
  };
}

function logsOf(name: string, target: string, dedicated: boolean): PlanResource {
  return resource("monitor:DiagnosticSetting", name, {
    name: "to-workspace",
    resourceUri: id(target),
    workspaceId: id("Microsoft.OperationalInsights/workspaces/log-test"),
    logs: [{ categoryGroup: "allLogs", enabled: true }],
    ...(dedicated ? { logAnalyticsDestinationType: "Dedicated" } : {}),
  });
}

function lock(name: string, target: string): PlanResource {
  return resource("authorization:ManagementLockByScope", name, {
    lockName: "keep",
    level: "CanNotDelete",
    scope: id(target),
  });
}

/** An API. */
export function apiOf(apiId: string, path: string): PlanResource {
  return resource("apimanagement:Api", apiId, {
    ...apim,
    apiId,
    path,
    protocols: ["https"],
    subscriptionRequired: false,
  });
}

/** An operation. */
export function operationOf(apiId: string, method: string, urlTemplate: string): PlanResource {
  return resource("apimanagement:ApiOperation", `${apiId}-${method.toLowerCase()}`, {
    ...apim,
    apiId,
    operationId: method.toLowerCase(),
    method,
    urlTemplate,
  });
}

/** A policy of any scope. */
export function policyOf(type: string, name: string, inputs: Record<string, Json>): PlanResource {
  return resource(`apimanagement:${type}`, name, { ...apim, policyId: "policy", format: "xml", ...inputs });
}

function fragment(fragmentId: string, value: string): PlanResource {
  return resource("apimanagement:PolicyFragment", fragmentId, { ...apim, id: fragmentId, format: "xml", value });
}

const nothingOfTheMessage = { headers: [], body: { bytes: 0 } };
const messages = { request: nothingOfTheMessage, response: nothingOfTheMessage };
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** The resources by short names. */
export const parts = {
  group: resource("resources:ResourceGroup", "group", { location: "swedencentral", tags: TAGS }),
  network: resource("network:VirtualNetwork", "network", { virtualNetworkName: "vnet-test", addressSpace: {} }),
  networkLogs: logsOf("network", "Microsoft.Network/virtualNetworks/vnet-test", false),
  securityGroup: resource("network:NetworkSecurityGroup", "apps", {
    networkSecurityGroupName: "nsg-apps",
    securityRules: [
      {
        name: "allow-entra",
        direction: "Outbound",
        access: "Allow",
        protocol: "Tcp",
        priority: 100,
        sourceAddressPrefix: "10.40.0.0/24",
        sourcePortRange: "*",
        destinationAddressPrefix: "AzureActiveDirectory",
        destinationPortRange: "443",
      },
      {
        name: "allow-probes",
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        priority: 100,
        sourceAddressPrefix: "AzureLoadBalancer",
        sourcePortRange: "*",
        destinationAddressPrefix: "10.40.0.0/24",
        destinationPortRange: "*",
      },
      {
        name: "deny-all",
        direction: "Outbound",
        access: "Deny",
        protocol: "*",
        priority: 4096,
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
      },
    ],
  }),
  securityGroupLogs: logsOf("apps-nsg", "Microsoft.Network/networkSecurityGroups/nsg-apps", false),
  subnet: resource("network:Subnet", "apps", {
    virtualNetworkName: "vnet-test",
    subnetName: "apps",
    addressPrefix: "10.40.0.0/24",
    defaultOutboundAccess: false,
    networkSecurityGroup: { id: id("Microsoft.Network/networkSecurityGroups/nsg-apps") },
  }),
  address: resource("network:PublicIPAddress", "outbound", { publicIpAddressName: "pip-test" }),
  addressLogs: logsOf("outbound", "Microsoft.Network/publicIPAddresses/pip-test", false),
  natGateway: resource("network:NatGateway", "outbound", {
    natGatewayName: "nat-test",
    publicIpAddresses: [{ id: id("Microsoft.Network/publicIPAddresses/pip-test") }],
  }),
  routeTable: resource("network:RouteTable", "apps", {
    routeTableName: "rt-test",
    routes: [
      { name: "all", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.40.1.4" },
    ],
  }),
  workspace: resource(
    "operationalinsights:Workspace",
    "workspace",
    { workspaceName: "log-test", retentionInDays: 90, features: { disableLocalAuth: true }, tags: TAGS },
    { protect: true },
  ),
  workspaceLogs: logsOf("workspace", "Microsoft.OperationalInsights/workspaces/log-test", false),
  workspaceLock: lock("workspace", "Microsoft.OperationalInsights/workspaces/log-test"),
  insights: resource("applicationinsights:Component", "insights", {
    resourceName: "appi-test",
    disableLocalAuth: true,
  }),
  vault: resource(
    "keyvault:Vault",
    "vault",
    {
      vaultName: "kv-test",
      properties: {
        tenantId: TENANT,
        sku: { family: "A", name: "premium" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: 90,
        publicNetworkAccess: "Disabled",
        networkAcls: { bypass: "None", defaultAction: "Deny" },
      },
      tags: TAGS,
    },
    { protect: true },
  ),
  sessionKeyBytes: resource(BYTES, "session-key", { length: 32 }),
  sessionKey: resource(
    "keyvault:Secret",
    "session-key",
    { vaultName: "kv-test", secretName: "session-key", properties: { value: UNKNOWN } },
    { propertyDependencies: { properties: [urnOf(BYTES, "session-key")] } },
  ),
  vaultLogs: logsOf("vault", "Microsoft.KeyVault/vaults/kv-test", true),
  vaultLock: lock("vault", "Microsoft.KeyVault/vaults/kv-test"),
  ...endpoint("vault", "Microsoft.KeyVault/vaults/kv-test", "vault"),
  registry: resource("containerregistry:Registry", "registry", {
    registryName: "crtest",
    sku: { name: "Premium" },
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    publicNetworkAccess: "Disabled",
    policies: { exportPolicy: { status: "disabled" }, retentionPolicy: { status: "enabled", days: 30 } },
  }),
  registryLogs: logsOf("registry", "Microsoft.ContainerRegistry/registries/crtest", false),
  ...endpoint("registry", "Microsoft.ContainerRegistry/registries/crtest", "registry"),
  safety: resource("cognitiveservices:Account", "safety", {
    accountName: "cs-test",
    kind: "ContentSafety",
    properties: {
      customSubDomainName: "cs-test",
      disableLocalAuth: true,
      publicNetworkAccess: "Disabled",
      networkAcls: { defaultAction: "Deny" },
      restrictOutboundNetworkAccess: true,
    },
  }),
  safetyLogs: logsOf("safety", "Microsoft.CognitiveServices/accounts/cs-test", false),
  ...endpoint("safety", "Microsoft.CognitiveServices/accounts/cs-test", "account"),
  identity: resource("managedidentity:UserAssignedIdentity", "gateway", { resourceName: "id-gateway" }),
  roleAssignment: resource(
    "authorization:RoleAssignment",
    "gateway-safety",
    {
      scope: id("Microsoft.CognitiveServices/accounts/cs-test"),
      roleDefinitionId: `${ROLES}/a97b65f3-24c7-4388-baec-2e87135dc908`,
      principalId: UNKNOWN,
      principalType: "ServicePrincipal",
    },
    { propertyDependencies: { principalId: [identityUrn] } },
  ),
  application: resource(APPLICATION, "trails", {
    displayName: "trails",
    signInAudience: "AzureADMyOrg",
    identifierUris: [`api://${TENANT}/bulwark-test.trails`],
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        { id: "00000000-0000-4000-8000-000000000001", value: "trails.read", enabled: true },
        { id: "00000000-0000-4000-8000-000000000002", value: "trails.clear", enabled: true },
      ],
    },
    appRoles: [{ value: "Gateway.Forward" }],
    web: { implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: false } },
  }),
  servicePrincipal: resource(
    SERVICE_PRINCIPAL,
    "trails",
    { clientId: UNKNOWN, appRoleAssignmentRequired: true },
    { propertyDependencies: { clientId: [applicationUrn] } },
  ),
  federatedCredential: resource(
    "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
    "trails",
    {
      applicationId: UNKNOWN,
      displayName: "gateway",
      issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      audiences: ["api://AzureADTokenExchange"],
      subject: UNKNOWN,
    },
    { propertyDependencies: { applicationId: [applicationUrn], subject: [identityUrn] } },
  ),
  appRoleAssignment: resource(
    "azuread:index/appRoleAssignment:AppRoleAssignment",
    "trails",
    { appRoleId: CLIENT, principalObjectId: UNKNOWN, resourceObjectId: UNKNOWN },
    { propertyDependencies: { principalObjectId: [identityUrn], resourceObjectId: [servicePrincipalUrn] } },
  ),
  environment: resource("app:ManagedEnvironment", "environment", {
    environmentName: "cae-test",
    publicNetworkAccess: "Disabled",
    vnetConfiguration: {
      internal: true,
      infrastructureSubnetId: id("Microsoft.Network/virtualNetworks/vnet-test/subnets/apps"),
    },
  }),
  environmentLogs: logsOf("environment", "Microsoft.App/managedEnvironments/cae-test", false),
  ...endpoint("environment", "Microsoft.App/managedEnvironments/cae-test", "managedEnvironments"),
  app: resource("app:ContainerApp", "trails", {
    containerAppName: "ca-trails",
    managedEnvironmentId: id("Microsoft.App/managedEnvironments/cae-test"),
    configuration: {
      ingress: { external: true, allowInsecure: false, targetPort: 8080 },
      registries: [
        { server: "crtest.azurecr.io", identity: id("Microsoft.ManagedIdentity/userAssignedIdentities/id-gateway") },
      ],
      secrets: [],
    },
    template: {
      containers: [
        {
          name: "trails",
          image: IMAGE,
          resources: { cpu: 0.25, memory: "0.5Gi" },
          env: [{ name: "PORT", value: "8080" }],
        },
      ],
      scale: { minReplicas: 0, maxReplicas: 2 },
      volumes: [],
    },
    tags: {
      ...TAGS,
      "mcp-server": "trails",
      "approved-by": "security@example.com",
      "review-date": "2027-03-31",
      "data-class": "confidential",
    },
  }),
  gate: resource(
    "app:ContainerAppsAuthConfig",
    "trails",
    {
      containerAppName: "ca-trails",
      authConfigName: "current",
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: "Return401" },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          registration: {
            clientId: UNKNOWN,
            openIdIssuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
          },
          validation: {
            allowedAudiences: [UNKNOWN],
            defaultAuthorizationPolicy: { allowedPrincipals: { identities: [UNKNOWN] } },
          },
        },
      },
    },
    { propertyDependencies: { identityProviders: [applicationUrn, identityUrn] } },
  ),
  gateway: resource("apimanagement:ApiManagementService", "gateway", {
    serviceName: "apim-test",
    publicNetworkAccess: "Disabled",
    sku: { name: "StandardV2", capacity: 1 },
    tags: { ...TAGS, edge: "frontDoor" },
  }),
  gatewayLogs: logsOf("gateway", "Microsoft.ApiManagement/service/apim-test", true),
  ...endpoint("gateway", "Microsoft.ApiManagement/service/apim-test", "Gateway"),
  audience: resource(
    "apimanagement:NamedValue",
    "trails-audience",
    { ...apim, namedValueId: "trails-audience", displayName: "trails-audience", secret: false, value: UNKNOWN },
    { propertyDependencies: { value: [applicationUrn] } },
  ),
  gatewayClientId: resource(
    "apimanagement:NamedValue",
    "gateway-client-id",
    { ...apim, namedValueId: "gateway-client-id", displayName: "gateway-client-id", secret: false, value: UNKNOWN },
    { propertyDependencies: { value: [identityUrn] } },
  ),
  logger: resource(
    "apimanagement:Logger",
    "insights",
    {
      ...apim,
      loggerId: "insights",
      loggerType: "applicationInsights",
      credentials: { connectionString: UNKNOWN, identityClientId: UNKNOWN },
    },
    {
      propertyDependencies: {
        credentials: [urnOf("azure-native:applicationinsights:Component", "insights"), identityUrn],
      },
    },
  ),
  diagnostic: resource("apimanagement:Diagnostic", "insights", {
    ...apim,
    diagnosticId: "applicationinsights",
    loggerId: id("Microsoft.ApiManagement/service/apim-test/loggers/insights"),
    alwaysLog: "allErrors",
    sampling: { samplingType: "fixed", percentage: 100 },
    verbosity: "information",
    frontend: messages,
    backend: messages,
  }),
  audit: fragment("audit", AUDIT_FRAGMENT),
  hygiene: fragment("hygiene", HYGIENE_FRAGMENT),
  shield: fragment("prompt-shield", SHIELD_FRAGMENT),
  answerShield: fragment("answer-shield", ANSWER_SHIELD_FRAGMENT),
  globalPolicy: policyOf("Policy", "global", { value: GLOBAL_POLICY }),
  backend: resource(
    "apimanagement:Backend",
    "trails",
    { ...apim, backendId: "trails", protocol: "http", url: UNKNOWN },
    { propertyDependencies: { url: [urnOf("azure-native:app:ManagedEnvironment", "environment")] } },
  ),
  api: apiOf("trails", "trails/mcp"),
  post: operationOf("trails", "POST", "/"),
  serverPolicy: policyOf("ApiPolicy", "trails", { apiId: "trails", value: SERVER_POLICY }),
  metadata: apiOf("trails-metadata", ".well-known/oauth-protected-resource/trails/mcp"),
  metadataGet: operationOf("trails-metadata", "GET", "/"),
  metadataPolicy: policyOf("ApiOperationPolicy", "trails-metadata", {
    apiId: "trails-metadata",
    operationId: "get",
    value: METADATA_POLICY,
  }),
  metadataAtServer: apiOf("trails-metadata-at-server", "trails/mcp/.well-known/oauth-protected-resource"),
  metadataAtServerGet: operationOf("trails-metadata-at-server", "GET", "/"),
  metadataAtServerPolicy: policyOf("ApiOperationPolicy", "trails-metadata-at-server", {
    apiId: "trails-metadata-at-server",
    operationId: "get",
    value: METADATA_POLICY,
  }),
  catchAll: apiOf("catch-all", ""),
  ...Object.fromEntries(METHODS.map((method) => [`catchAll${method}`, operationOf("catch-all", method, "/*")])),
  catchAllPolicy: policyOf("ApiPolicy", "catch-all", { apiId: "catch-all", value: CATCH_ALL_POLICY }),
  registerApi: resource("apicenter:Api", "trails", {
    serviceName: "apic-test",
    workspaceName: "default",
    apiName: "trails",
    title: "Trails",
    kind: "rest",
  }),
  registerVersion: resource("apicenter:ApiVersion", "trails", {
    serviceName: "apic-test",
    workspaceName: "default",
    apiName: "trails",
    versionName: "v1",
  }),
  registerDeployment: resource("apicenter:Deployment", "trails", {
    serviceName: "apic-test",
    workspaceName: "default",
    apiName: "trails",
    deploymentName: "test",
  }),
} satisfies Record<string, PlanResource>;
