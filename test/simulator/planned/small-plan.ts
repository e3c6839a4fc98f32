/** A plan of one server, as small as one can be that the stand-ins are made from. */
import { type Json, type JsonObject, type Plan, type PlanResource, UNKNOWN } from "../../../plan/format";

export const TENANT = "11111111-1111-4111-8111-111111111111";
export const CLIENT = "aebc6443-996d-45c2-90f0-388ff96faa56";
export const GROUP = "33333333-3333-4333-8333-333333333333";
export const SERVICE = { resourceGroupName: "rg", serviceName: "apim" };
export const PUBLIC = "https://apim.azure-api.net";
const SUBSCRIPTION = "/subscriptions/22222222-2222-4222-8222-222222222222";
const PROVIDERS = `${SUBSCRIPTION}/resourceGroups/rg/providers`;

/** Built-in roles: Key Vault Secrets User, Cognitive Services User. */
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const COGNITIVE_SERVICES_USER = "a97b65f3-24c7-4388-baec-2e87135dc908";

export function urn(type: string, name: string): string {
  return `urn:pulumi:dev::bulwark::${type}::${name}`;
}

export const APPLICATION = "azuread:index/application:Application";
export const IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";
export const PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
export const GATE = "azure-native:app:ContainerAppsAuthConfig";
export const NAMED_VALUE = "azure-native:apimanagement:NamedValue";
export const BACKEND = "azure-native:apimanagement:Backend";

/** A resource whose properties depend on others as given. */
export function resource(
  type: string,
  name: string,
  inputs: JsonObject,
  propertyDependencies: Readonly<Record<string, readonly string[]>> = {},
): PlanResource {
  return { urn: urn(type, name), custom: true, type, inputs, propertyDependencies };
}

/** What the policy of the server says of it, changed. */
export function approved(changes: JsonObject = {}): JsonObject {
  return {
    server: "trails",
    path: "trails/mcp",
    sessions: true,
    protocols: ["2025-11-25"],
    results: "inspected",
    identity: "gateway",
    scopes: ["trails.read", "trails.write"],
    metadata: `${PUBLIC}/.well-known/oauth-protected-resource/trails/mcp`,
    clients: [CLIENT],
    origins: ["https://vscode.dev"],
    tools: { find_trails: { scope: "trails.read" } },
    ...changes,
  };
}

export function serverPolicy(value: Json): string {
  const text = JSON.stringify(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;");
  return `<policies><inbound><base /><set-variable name="approved-text" value='${text}' /></inbound></policies>`;
}

const gatewayIdentity = urn(IDENTITY, "gateway");
const application = urn(APPLICATION, "trails");
const principal = urn(PRINCIPAL, "trails");
const app = urn("azure-native:app:ContainerApp", "trails");
const environment = urn("azure-native:app:ManagedEnvironment", "environment");

/** @param changed resources put in place of those with the same URN, or added */
export function smallPlan(...changed: readonly PlanResource[]): Plan {
  const resources = [
    resource(IDENTITY, "gateway", { resourceGroupName: "rg", resourceName: "id-gateway" }),
    resource(APPLICATION, "trails", {
      displayName: "trails",
      identifierUris: [`api://${TENANT}/trails`],
      api: { oauth2PermissionScopes: [{ id: "s1", value: "trails.read", enabled: true }] },
      appRoles: [
        { id: "r1", value: "Gateway.Forward", enabled: true },
        { id: "r2", value: "Server.Use", enabled: true },
        { id: "r3", value: "Old", enabled: false },
      ],
    }),
    resource(PRINCIPAL, "trails", { appRoleAssignmentRequired: true, clientId: UNKNOWN }, { clientId: [application] }),
    resource(
      "azuread:index/appRoleAssignment:AppRoleAssignment",
      "trails-gateway",
      { appRoleId: "r1", principalObjectId: UNKNOWN, resourceObjectId: UNKNOWN },
      { principalObjectId: [gatewayIdentity], resourceObjectId: [principal] },
    ),
    resource(
      "azuread:index/appRoleAssignment:AppRoleAssignment",
      "trails-group",
      { appRoleId: "r2", principalObjectId: GROUP, resourceObjectId: UNKNOWN },
      { resourceObjectId: [principal] },
    ),
    resource(
      "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
      "trails-gateway",
      {
        applicationId: UNKNOWN,
        audiences: ["api://AzureADTokenExchange"],
        issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        subject: UNKNOWN,
      },
      { applicationId: [application], subject: [gatewayIdentity] },
    ),
    resource("azure-native:keyvault:Vault", "vault", { resourceGroupName: "rg", vaultName: "kv-dev" }),
    resource("azure-native:keyvault:Secret", "session-key", {
      resourceGroupName: "rg",
      vaultName: "kv-dev",
      secretName: "session-key",
    }),
    resource(
      "azure-native:authorization:RoleAssignment",
      "gateway-secrets",
      {
        principalId: UNKNOWN,
        roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
        scope: `${PROVIDERS}/Microsoft.KeyVault/vaults/kv-dev/secrets/session-key`,
      },
      { principalId: [gatewayIdentity] },
    ),
    resource("azure-native:cognitiveservices:Account", "content-safety", {
      resourceGroupName: "rg",
      accountName: "cs-dev",
      kind: "ContentSafety",
      properties: { customSubDomainName: "cs-dev" },
    }),
    resource(
      "azure-native:authorization:RoleAssignment",
      "gateway-content-safety",
      {
        principalId: UNKNOWN,
        roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${COGNITIVE_SERVICES_USER}`,
        scope: `${PROVIDERS}/Microsoft.CognitiveServices/accounts/cs-dev`,
      },
      { principalId: [gatewayIdentity] },
    ),
    resource("azure-native:app:ContainerApp", "trails", {
      containerAppName: "ca-trails",
      tags: { "mcp-server": "trails" },
    }),
    resource(
      GATE,
      "trails",
      {
        containerAppName: "ca-trails",
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
      { identityProviders: [gatewayIdentity, application, principal] },
    ),
    resource(
      NAMED_VALUE,
      "trails-audience",
      { ...SERVICE, namedValueId: "trails-audience", value: UNKNOWN },
      { value: [application, principal] },
    ),
    resource(BACKEND, "trails", { ...SERVICE, backendId: "trails", url: UNKNOWN }, { url: [environment, app] }),
    resource("azure-native:app:ManagedEnvironment", "environment", { environmentName: "cae" }),
    resource("azure-native:apimanagement:ApiPolicy", "trails", {
      ...SERVICE,
      apiId: "trails",
      policyId: "policy",
      format: "xml",
      value: serverPolicy(approved()),
    }),
  ];
  const replaced = new Map(changed.map((one) => [one.urn, one]));
  const kept = resources.map((one) => replaced.get(one.urn) ?? one);
  const added = changed.filter((one) => !resources.some((existing) => existing.urn === one.urn));
  return { version: 3, deployment: { manifest: {}, resources: [...kept, ...added] } };
}
