/** How each rule's control is taken out of a planned stack, as data. */
import { UNKNOWN, type Json, type PlanResource } from "../../plan/format";
import { resource } from "./resources";

/** One way to take a control out. */
export type Weakening =
  /** An input of every resource of a class gets a weak value; undefined takes it out. */
  | { readonly kind: "input"; readonly type: string; readonly path: string; readonly weak: Json | undefined }
  /** Every resource of a class is left out. `unknown`: the input by which others are found, made unknown instead. */
  | {
      readonly kind: "removal";
      readonly type: string;
      readonly unknown: { readonly type: string; readonly path: string };
    }
  /** Every document of a class in which `from` stands is edited. */
  | { readonly kind: "document"; readonly type: string; readonly from: RegExp; readonly to: string }
  /** A weak resource is added. */
  | { readonly kind: "addition"; readonly weak: PlanResource; readonly unknownAt: string }
  /** The resource option protect is taken off; options are never unknown. */
  | { readonly kind: "protection"; readonly type: string };

const NATIVE = "azure-native:";
const APPLICATION = "azuread:index/application:Application";
const CREDENTIAL = "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";

function input(type: string, path: string, weak: Json | undefined): Weakening {
  return { kind: "input", type: type.includes("/") ? type : NATIVE + type, path, weak };
}

function removal(type: string, unknownType: string, unknownPath: string): Weakening {
  return { kind: "removal", type: NATIVE + type, unknown: { type: NATIVE + unknownType, path: unknownPath } };
}

function document(type: string, from: RegExp, to: string): Weakening {
  return { kind: "document", type: `${NATIVE}apimanagement:${type}`, from, to };
}

function addition(weak: PlanResource, unknownAt: string): Weakening {
  return { kind: "addition", weak, unknownAt };
}

const AUTH_CONFIG = "app:ContainerAppsAuthConfig";
const ENTRA = "identityProviders.azureActiveDirectory";

/** By rule: at least one weakening each. */
export const WEAKENINGS: Readonly<Record<string, readonly Weakening[]>> = {
  "mcp01-federated-credential-exact": [
    input(CREDENTIAL, "issuer", "https://login.microsoftonline.com/common/v2.0"),
    input(CREDENTIAL, "audiences", ["api://any"]),
  ],
  "mcp01-no-application-password": [input(APPLICATION, "password", { displayName: "key" })],
  "mcp01-no-bodies-in-gateway-logs": [
    input("apimanagement:Diagnostic", "frontend.response.body.bytes", 8192),
    input("apimanagement:Diagnostic", "backend.request.headers", ["Authorization"]),
  ],
  "mcp01-no-local-auth": [
    input("containerregistry:Registry", "adminUserEnabled", true),
    input("cognitiveservices:Account", "properties.disableLocalAuth", false),
    input("operationalinsights:Workspace", "features.disableLocalAuth", false),
    input("applicationinsights:Component", "disableLocalAuth", undefined),
  ],
  "mcp01-no-secret-in-plain-configuration": [
    input("app:ContainerApp", "template.containers[0].env[0]", { name: "API_KEY", value: "hunter2" }),
    input("app:ContainerApp", "configuration.secrets", [{ name: "s", value: "hunter2" }]),
  ],
  "mcp01-no-secret-named-value": [input("apimanagement:NamedValue", "secret", true)],
  "mcp01-no-token-in-traces": [
    document(
      "ApiPolicy",
      /new JProperty\("method"/,
      `new JProperty("t", context.Request.Headers["Authorization"]), new JProperty("method"`,
    ),
  ],
  "mcp01-redaction-in-force": [
    document("ApiPolicy", /\[redacted:/g, "[seen:"),
    document("ApiPolicy", /&quot;class&quot;:&quot;credential&quot;/g, "&quot;class&quot;:&quot;none&quot;"),
  ],
  "mcp01-vault-closed": [
    input("keyvault:Vault", "properties.publicNetworkAccess", "Enabled"),
    input("keyvault:Vault", "properties.networkAcls.defaultAction", "Allow"),
    input("keyvault:Vault", "properties.networkAcls.bypass", "AzureServices"),
  ],
  "mcp01-vault-hsm-in-prod": [input("keyvault:Vault", "properties.sku.name", "standard")],
  "mcp01-vault-rbac": [input("keyvault:Vault", "properties.enableRbacAuthorization", false)],
  "mcp01-vault-recoverable": [
    input("keyvault:Vault", "properties.enablePurgeProtection", undefined),
    input("keyvault:Vault", "properties.enableSoftDelete", false),
    input("keyvault:Vault", "properties.softDeleteRetentionInDays", 1),
  ],
  "mcp02-assignment-required": [
    input("azuread:index/servicePrincipal:ServicePrincipal", "appRoleAssignmentRequired", false),
  ],
  "mcp02-every-tool-has-scope": [
    document("ApiPolicy", /"scope":"/g, '"scoop":"'),
    document("ApiPolicy", /insufficient-scope/g, "sufficient-scope"),
  ],
  "mcp02-least-role": [
    input("authorization:RoleAssignment", "roleDefinitionId", "/x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
    input("authorization:RoleAssignment", "scope", "/subscriptions/22222222-2222-4222-8222-222222222222"),
  ],
  "mcp02-no-omnibus-scope": [input(APPLICATION, "api.oauth2PermissionScopes[0].value", "user_impersonation")],
  "mcp02-no-wildcard-role-definition": [
    addition(resource("authorization:RoleDefinition", "weak", { permissions: [{ actions: ["*"] }] }), "permissions"),
  ],
  "mcp03-image-is-locked": [
    document("ApiPolicy", /"image":"sha256:/g, '"image":"sha512:'),
    input("app:ContainerApp", "template.containers[0].image", `mcp/trails@sha256:${"9".repeat(64)}`),
  ],
  "mcp03-no-default-outbound": [input("network:Subnet", "defaultOutboundAccess", true)],
  "mcp03-no-egress-to-internet": [
    input("network:NetworkSecurityGroup", "securityRules", []),
    addition(resource("network:Route", "weak", { routeTableName: "x", nextHopType: "Internet" }), "nextHopType"),
  ],
  "mcp03-server-has-lock": [
    document("ApiPolicy", /"pin":"/g, '"pit":"'),
    document("ApiPolicy", /"verdict":"(?:clean|accepted)"/g, '"verdict":"findings"'),
  ],
  "mcp03-subnet-has-nsg": [input("network:Subnet", "networkSecurityGroup.id", undefined)],
  "mcp04-image-by-digest": [input("app:ContainerApp", "template.containers[0].image", "docker.io/mcp/trails:latest")],
  "mcp04-image-from-own-registry": [
    input("app:ContainerApp", "template.containers[0].image", `docker.io/mcp@sha256:${"a".repeat(64)}`),
  ],
  "mcp04-registry-closed": [
    input("containerregistry:Registry", "publicNetworkAccess", "Enabled"),
    input("containerregistry:Registry", "anonymousPullEnabled", true),
    input("containerregistry:Registry", "policies.exportPolicy.status", "enabled"),
    input("containerregistry:Registry", "policies.retentionPolicy.status", "disabled"),
    input("containerregistry:Registry", "sku.name", "Basic"),
  ],
  "mcp05-arguments-have-schema": [
    document("ApiPolicy", /"schema":\{/g, '"scheme":{'),
    document("ApiPolicy", /arguments-invalid/g, "arguments-fine"),
  ],
  "mcp05-container-limits": [
    input("app:ContainerApp", "template.containers[0].resources.cpu", undefined),
    input("app:ContainerApp", "template.scale.maxReplicas", undefined),
  ],
  "mcp05-no-secret-mounts": [input("app:ContainerApp", "template.volumes", [{ name: "s", storageType: "Secret" }])],
  "mcp05-session-pool-closed": [
    addition(
      resource("app:ContainerAppsSessionPool", "weak", { sessionNetworkConfiguration: { status: "EgressEnabled" } }),
      "sessionNetworkConfiguration",
    ),
  ],
  "mcp05-strict-reader-in-force": [document("ApiPolicy", /"message-duplicate-key"/g, '"message-shape"')],
  "mcp06-answers-inspected": [
    document("ApiPolicy", /<outbound>[^]*<\/outbound>/, "<outbound><base /></outbound>"),
    document("ApiPolicy", /"results":"inspected"/g, '"results":"streaming"'),
  ],
  "mcp06-destructive-needs-elevated-scope": [document("ApiPolicy", /"elevated":\["[^\]]*\]/, '"elevated":[]')],
  "mcp06-untrusted-marked": [document("ApiPolicy", /bulwark\.dev\/untrusted/g, "example.com/fine")],
  "mcp06-content-safety-closed": [
    input("cognitiveservices:Account", "properties.publicNetworkAccess", "Enabled"),
    input("cognitiveservices:Account", "properties.networkAcls.defaultAction", "Allow"),
    input("cognitiveservices:Account", "properties.restrictOutboundNetworkAccess", false),
    input("cognitiveservices:Account", "properties.customSubDomainName", undefined),
  ],
  "mcp06-prompt-shield-in-force": [
    document("ApiPolicy", /<send-request[^]*?text:shieldPrompt[^]*?<\/send-request>/, ""),
    document("ApiPolicy", /text:shieldPrompt/, "text:analyze"),
    document("ApiPolicy", /https:\/\/[^/]+\/contentsafety/, "https://other.cognitiveservices.azure.com/contentsafety"),
  ],
  "mcp06-shield-fails-closed": [
    document("ApiPolicy", /shield-1&quot;\]\)\.StatusCode != 200/, "shield-1&quot;]).StatusCode == 503"),
    document("ApiPolicy", /shield-5&quot;\]\)\.StatusCode != 200/, "shield-5&quot;]).StatusCode == 503"),
    document(
      "ApiPolicy",
      /answer-shield-2&quot;, null\) == null \|\|/,
      "answer-shield-2&quot;, null) != null &amp;&amp;",
    ),
  ],
  "mcp07-auth-gate": [
    removal("app:ContainerAppsAuthConfig", AUTH_CONFIG, `${ENTRA}.validation.allowedAudiences`),
    input(AUTH_CONFIG, "platform.enabled", false),
    input("app:ContainerApp", "configuration.dapr.enabled", true),
    input(AUTH_CONFIG, "globalValidation.unauthenticatedClientAction", "AllowAnonymous"),
    input(AUTH_CONFIG, `${ENTRA}.validation.allowedAudiences`, []),
    input(AUTH_CONFIG, `${ENTRA}.validation.defaultAuthorizationPolicy`, undefined),
  ],
  "mcp07-backend-is-own-server": [
    // Not its url: unknown, which a weakening must also be able to be, is how the url should be.
    input("apimanagement:Backend", "credentials", { header: { authorization: ["x"] } }),
    document("ApiPolicy", /<set-backend-service/, '<set-backend-service base-url="https://elsewhere.example"'),
  ],
  "mcp07-base-first": [document("ApiPolicy", /<base \/>/, "")],
  "mcp07-catch-all-api": [
    document("ApiPolicy", /code="404"/, 'code="200"'),
    removal("apimanagement:ApiOperation", "apimanagement:ApiPolicy", "value"),
  ],
  "mcp07-customer-policy-bounded": [
    document(
      "ApiPolicy",
      /<set-backend-service/,
      '<set-variable name="customer-policy" value="inbound" /><set-body>x</set-body><set-variable name="customer-policy" value="" /><set-backend-service',
    ),
  ],
  "mcp07-edge-has-waf": [
    input("cdn:SecurityPolicy", "parameters.associations", []),
    input("frontdoor:Policy", "policySettings.enabledState", "Disabled"),
    input("frontdoor:Policy", "policySettings.mode", "Detection"),
    input("cdn:Profile", "sku.name", "Standard_AzureFrontDoor"),
  ],
  "mcp07-environment-internal": [
    input("app:ManagedEnvironment", "vnetConfiguration.internal", false),
    input("app:ManagedEnvironment", "vnetConfiguration.infrastructureSubnetId", undefined),
    input("app:ManagedEnvironment", "publicNetworkAccess", "Enabled"),
  ],
  "mcp07-exact-redirect-uris": [input(APPLICATION, "web.redirectUris", ["https://*.example.com"])],
  "mcp07-gateway-closed": [input("apimanagement:ApiManagementService", "publicNetworkAccess", "Enabled")],
  "mcp07-global-policy-denies": [
    removal("apimanagement:Policy", "apimanagement:Policy", "value"),
    document("Policy", /context\.Api\.Id/, "context.Request.Method"),
    document("Policy", /\(context\.Api\.Id\)/, "(context.Api.Id) && true"),
  ],
  "mcp07-https-only": [
    input("apimanagement:Api", "protocols", ["http"]),
    input("app:ContainerApp", "configuration.ingress.allowInsecure", true),
  ],
  "mcp07-metadata-published": [
    removal("apimanagement:ApiOperationPolicy", "apimanagement:ApiOperationPolicy", "value"),
    document("ApiOperationPolicy", /authorization_servers/, "servers"),
  ],
  "mcp07-no-implicit-grant": [input(APPLICATION, "web.implicitGrant.accessTokenIssuanceEnabled", true)],
  "mcp07-no-inbound-from-internet": [
    input("network:NetworkSecurityGroup", "securityRules", [
      { direction: "Inbound", access: "Allow", sourceAddressPrefix: "Internet" },
    ]),
  ],
  "mcp07-no-public-address": [
    addition(resource("network:PublicIPAddress", "weak", { publicIpAddressName: "pip-weak" }), "publicIpAddressName"),
  ],
  "mcp07-no-public-network-access": [
    addition(resource("storage:StorageAccount", "weak", { publicNetworkAccess: "Enabled" }), "publicNetworkAccess"),
  ],
  "mcp07-no-token-passthrough": [
    document(
      "ApiPolicy",
      /<authentication-managed-identity/,
      '<authentication-managed-identity output-token-variable-name="own"',
    ),
    document("ApiPolicy", /ignore-error="false" \/>\s*<\/inbound>/, 'ignore-error="true" /></inbound>'),
    document(
      "ApiPolicy",
      /\(string\)context\.Variables\["exchanged-token"\]/,
      'context.Request.Headers["Authorization"]',
    ),
  ],
  "mcp07-private-endpoint": [
    removal("network:PrivateEndpoint", "network:PrivateEndpoint", "privateLinkServiceConnections"),
    removal("network:PrivateDnsZoneGroup", "network:PrivateEndpoint", "privateLinkServiceConnections"),
  ],
  "mcp07-rate-limit-per-caller": [
    document("ApiPolicy", /<rate-limit-by-key (?=[^>]*;user&)/, "<trace "),
    document("ApiPolicy", /<rate-limit-by-key (?=[^>]*;user&)/, '<rate-limit-by-key increment-count="0" '),
    document("ApiPolicy", /counter-key="(?=[^>]*;user&)/, 'counter-key="@(context.Request.IpAddress)" x="'),
  ],
  "mcp07-session-bound": [
    document("ApiPolicy", /session-foreign/g, "session-friendly"),
    document("ApiPolicy", /<set-header name="Mcp-Session-Id" exists-action="delete" \/>/g, ""),
    input("random:index/randomBytes:RandomBytes", "length", 4),
  ],
  "mcp07-single-tenant-application": [
    input(APPLICATION, "signInAudience", "AzureADMultipleOrgs"),
    input(APPLICATION, "api.requestedAccessTokenVersion", 1),
  ],
  "mcp07-token-policy-in-force": [
    removal("apimanagement:ApiPolicy", "apimanagement:ApiPolicy", "value"),
    document("ApiPolicy", /<validate-azure-ad-token[^]*<\/validate-azure-ad-token>/, ""),
    document(
      "ApiPolicy",
      /<validate-azure-ad-token/,
      '<set-header name="Authorization" exists-action="skip"><value>x</value></set-header><validate-azure-ad-token',
    ),
  ],
  "mcp07-token-policy-strict": [
    document("ApiPolicy", /tenant-id="[^"]*"/, 'tenant-id="common"'),
    document("ApiPolicy", /tenant-id="[^"]*"/, 'tenant-id="99999999-9999-4999-8999-999999999999"'),
    document("ApiPolicy", /<audience>[^<]*<\/audience>/, ""),
    document("ApiPolicy", /<application-id>[^]*<\/application-id>/, ""),
  ],
  "mcp08-audit-in-every-section": [document("ApiPolicy", /<trace source="bulwark-audit"[^]*?<\/trace>/, "")],
  "mcp08-diagnostics-everywhere": [
    removal("monitor:DiagnosticSetting", "monitor:DiagnosticSetting", "resourceUri"),
    input("monitor:DiagnosticSetting", "workspaceId", undefined),
    input("monitor:DiagnosticSetting", "logs", []),
  ],
  "mcp08-gateway-logs-everything": [
    removal("apimanagement:Diagnostic", "apimanagement:Diagnostic", "loggerId"),
    input("apimanagement:Diagnostic", "sampling.percentage", 10),
    input("apimanagement:Diagnostic", "verbosity", "error"),
    input("applicationinsights:Component", "samplingPercentage", 10),
  ],
  "mcp08-workspace-retention": [input("operationalinsights:Workspace", "retentionInDays", 30)],
  "mcp09-environment-agrees": [input("keyvault:Vault", "tags.environment", "dev")],
  "mcp09-registered": [
    removal("apicenter:Api", "app:ContainerApp", "tags"),
    removal("apicenter:ApiVersion", "app:ContainerApp", "tags"),
    removal("apicenter:Deployment", "app:ContainerApp", "tags"),
  ],
  "mcp09-tagged": [
    input("app:ContainerApp", "tags.owner", undefined),
    input("app:ContainerApp", "tags.review-date", "soon"),
  ],
  "mcp10-data-class-demands": [document("Policy", /buffer-response="true"/, 'buffer-response="false"')],
  "mcp10-minimal-headers": [document("ApiPolicy", /<set-header name="Server" exists-action="delete" \/>/, "")],
  "mcp10-no-shared-cache": [
    document(
      "ApiPolicy",
      /<set-backend-service/,
      '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" /><set-backend-service',
    ),
  ],
  "mcp10-no-store": [document("ApiPolicy", /<value>no-store<\/value>/g, "<value>max-age=60</value>")],
  "azure-policies-complete": [
    removal("apimanagement:NamedValue", "apimanagement:Policy", "value"),
    document("ApiPolicy", /<\/inbound>/, ""),
  ],
  "azure-protected-where-data-would-be-lost": [
    removal("authorization:ManagementLockByScope", "authorization:ManagementLockByScope", "scope"),
    { kind: "protection", type: `${NATIVE}keyvault:Vault` },
    { kind: "protection", type: `${NATIVE}operationalinsights:Workspace` },
  ],
  "azure-unknowns-permitted": [input("keyvault:Vault", "location", UNKNOWN)],
};
