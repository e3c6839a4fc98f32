/** Every rule of the pack, by risk. */
import type { Rule } from "./framework/rule";
import { rule as mcp01FederatedCredentialExact } from "./rules/mcp01/mcp01-federated-credential-exact";
import { rule as mcp01NoApplicationPassword } from "./rules/mcp01/mcp01-no-application-password";
import { rule as mcp01NoBodiesInGatewayLogs } from "./rules/mcp01/mcp01-no-bodies-in-gateway-logs";
import { rule as mcp01NoLocalAuth } from "./rules/mcp01/mcp01-no-local-auth";
import { rule as mcp01NoSecretInPlainConfiguration } from "./rules/mcp01/mcp01-no-secret-in-plain-configuration";
import { rule as mcp01NoSecretNamedValue } from "./rules/mcp01/mcp01-no-secret-named-value";
import { rule as mcp01NoTokenInTraces } from "./rules/mcp01/mcp01-no-token-in-traces";
import { rule as mcp01RedactionInForce } from "./rules/mcp01/mcp01-redaction-in-force";
import { rule as mcp01VaultClosed } from "./rules/mcp01/mcp01-vault-closed";
import { rule as mcp01VaultHsmInProd } from "./rules/mcp01/mcp01-vault-hsm-in-prod";
import { rule as mcp01VaultRbac } from "./rules/mcp01/mcp01-vault-rbac";
import { rule as mcp01VaultRecoverable } from "./rules/mcp01/mcp01-vault-recoverable";
import { rule as mcp02AssignmentRequired } from "./rules/mcp02/mcp02-assignment-required";
import { rule as mcp02EveryToolHasScope } from "./rules/mcp02/mcp02-every-tool-has-scope";
import { rule as mcp02LeastRole } from "./rules/mcp02/mcp02-least-role";
import { rule as mcp02NoOmnibusScope } from "./rules/mcp02/mcp02-no-omnibus-scope";
import { rule as mcp02NoWildcardRoleDefinition } from "./rules/mcp02/mcp02-no-wildcard-role-definition";
import { rule as mcp03ImageIsLocked } from "./rules/mcp03/mcp03-image-is-locked";
import { rule as mcp03NoDefaultOutbound } from "./rules/mcp03/mcp03-no-default-outbound";
import { rule as mcp03NoEgressToInternet } from "./rules/mcp03/mcp03-no-egress-to-internet";
import { rule as mcp03ServerHasLock } from "./rules/mcp03/mcp03-server-has-lock";
import { rule as mcp03SubnetHasNsg } from "./rules/mcp03/mcp03-subnet-has-nsg";
import { rule as mcp04ImageByDigest } from "./rules/mcp04/mcp04-image-by-digest";
import { rule as mcp04ImageFromOwnRegistry } from "./rules/mcp04/mcp04-image-from-own-registry";
import { rule as mcp04RegistryClosed } from "./rules/mcp04/mcp04-registry-closed";
import { rule as mcp05ArgumentsHaveSchema } from "./rules/mcp05/mcp05-arguments-have-schema";
import { rule as mcp05ContainerLimits } from "./rules/mcp05/mcp05-container-limits";
import { rule as mcp05NoSecretMounts } from "./rules/mcp05/mcp05-no-secret-mounts";
import { rule as mcp05SessionPoolClosed } from "./rules/mcp05/mcp05-session-pool-closed";
import { rule as mcp05StrictReaderInForce } from "./rules/mcp05/mcp05-strict-reader-in-force";
import { rule as mcp06AnswersInspected } from "./rules/mcp06/mcp06-answers-inspected";
import { rule as mcp06ContentSafetyClosed } from "./rules/mcp06/mcp06-content-safety-closed";
import { rule as mcp06DestructiveNeedsElevatedScope } from "./rules/mcp06/mcp06-destructive-needs-elevated-scope";
import { rule as mcp06PromptShieldInForce } from "./rules/mcp06/mcp06-prompt-shield-in-force";
import { rule as mcp06ShieldFailsClosed } from "./rules/mcp06/mcp06-shield-fails-closed";
import { rule as mcp06UntrustedMarked } from "./rules/mcp06/mcp06-untrusted-marked";
import { rule as mcp07AuthGate } from "./rules/mcp07/mcp07-auth-gate";
import { rule as mcp07BackendIsOwnServer } from "./rules/mcp07/mcp07-backend-is-own-server";
import { rule as mcp07BaseFirst } from "./rules/mcp07/mcp07-base-first";
import { rule as mcp07CatchAllApi } from "./rules/mcp07/mcp07-catch-all-api";
import { rule as mcp07CustomerPolicyBounded } from "./rules/mcp07/mcp07-customer-policy-bounded";
import { rule as mcp07EdgeHasWaf } from "./rules/mcp07/mcp07-edge-has-waf";
import { rule as mcp07EnvironmentInternal } from "./rules/mcp07/mcp07-environment-internal";
import { rule as mcp07ExactRedirectUris } from "./rules/mcp07/mcp07-exact-redirect-uris";
import { rule as mcp07GatewayClosed } from "./rules/mcp07/mcp07-gateway-closed";
import { rule as mcp07GlobalPolicyDenies } from "./rules/mcp07/mcp07-global-policy-denies";
import { rule as mcp07HttpsOnly } from "./rules/mcp07/mcp07-https-only";
import { rule as mcp07MetadataPublished } from "./rules/mcp07/mcp07-metadata-published";
import { rule as mcp07NoImplicitGrant } from "./rules/mcp07/mcp07-no-implicit-grant";
import { rule as mcp07NoInboundFromInternet } from "./rules/mcp07/mcp07-no-inbound-from-internet";
import { rule as mcp07NoPublicAddress } from "./rules/mcp07/mcp07-no-public-address";
import { rule as mcp07NoPublicNetworkAccess } from "./rules/mcp07/mcp07-no-public-network-access";
import { rule as mcp07NoTokenPassthrough } from "./rules/mcp07/mcp07-no-token-passthrough";
import { rule as mcp07PrivateEndpoint } from "./rules/mcp07/mcp07-private-endpoint";
import { rule as mcp07RateLimitPerCaller } from "./rules/mcp07/mcp07-rate-limit-per-caller";
import { rule as mcp07SessionBound } from "./rules/mcp07/mcp07-session-bound";
import { rule as mcp07SingleTenantApplication } from "./rules/mcp07/mcp07-single-tenant-application";
import { rule as mcp07TokenPolicyInForce } from "./rules/mcp07/mcp07-token-policy-in-force";
import { rule as mcp07TokenPolicyStrict } from "./rules/mcp07/mcp07-token-policy-strict";
import { rule as mcp08AuditInEverySection } from "./rules/mcp08/mcp08-audit-in-every-section";
import { rule as mcp08DiagnosticsEverywhere } from "./rules/mcp08/mcp08-diagnostics-everywhere";
import { rule as mcp08GatewayLogsEverything } from "./rules/mcp08/mcp08-gateway-logs-everything";
import { rule as mcp08WorkspaceRetention } from "./rules/mcp08/mcp08-workspace-retention";
import { rule as mcp09EnvironmentAgrees } from "./rules/mcp09/mcp09-environment-agrees";
import { rule as mcp09Registered } from "./rules/mcp09/mcp09-registered";
import { rule as mcp09Tagged } from "./rules/mcp09/mcp09-tagged";
import { rule as mcp10DataClassDemands } from "./rules/mcp10/mcp10-data-class-demands";
import { rule as mcp10MinimalHeaders } from "./rules/mcp10/mcp10-minimal-headers";
import { rule as mcp10NoSharedCache } from "./rules/mcp10/mcp10-no-shared-cache";
import { rule as mcp10NoStore } from "./rules/mcp10/mcp10-no-store";
import { rule as azurePoliciesComplete } from "./rules/azure/azure-policies-complete";
import { rule as azureProtectedWhereDataWouldBeLost } from "./rules/azure/azure-protected-where-data-would-be-lost";
import { rule as azureUnknownsPermitted } from "./rules/azure/azure-unknowns-permitted";

/** The rules; the pack's policies are made of them. A test sees that no file is left out. */
export const rules: readonly Rule[] = [
  mcp01FederatedCredentialExact,
  mcp01NoApplicationPassword,
  mcp01NoBodiesInGatewayLogs,
  mcp01NoLocalAuth,
  mcp01NoSecretInPlainConfiguration,
  mcp01NoSecretNamedValue,
  mcp01NoTokenInTraces,
  mcp01RedactionInForce,
  mcp01VaultClosed,
  mcp01VaultHsmInProd,
  mcp01VaultRbac,
  mcp01VaultRecoverable,
  mcp02AssignmentRequired,
  mcp02EveryToolHasScope,
  mcp02LeastRole,
  mcp02NoOmnibusScope,
  mcp02NoWildcardRoleDefinition,
  mcp03ImageIsLocked,
  mcp03NoDefaultOutbound,
  mcp03NoEgressToInternet,
  mcp03ServerHasLock,
  mcp03SubnetHasNsg,
  mcp04ImageByDigest,
  mcp04ImageFromOwnRegistry,
  mcp04RegistryClosed,
  mcp05ArgumentsHaveSchema,
  mcp05ContainerLimits,
  mcp05NoSecretMounts,
  mcp05SessionPoolClosed,
  mcp05StrictReaderInForce,
  mcp06AnswersInspected,
  mcp06ContentSafetyClosed,
  mcp06DestructiveNeedsElevatedScope,
  mcp06PromptShieldInForce,
  mcp06ShieldFailsClosed,
  mcp06UntrustedMarked,
  mcp07AuthGate,
  mcp07BackendIsOwnServer,
  mcp07BaseFirst,
  mcp07CatchAllApi,
  mcp07CustomerPolicyBounded,
  mcp07EdgeHasWaf,
  mcp07EnvironmentInternal,
  mcp07ExactRedirectUris,
  mcp07GatewayClosed,
  mcp07GlobalPolicyDenies,
  mcp07HttpsOnly,
  mcp07MetadataPublished,
  mcp07NoImplicitGrant,
  mcp07NoInboundFromInternet,
  mcp07NoPublicAddress,
  mcp07NoPublicNetworkAccess,
  mcp07NoTokenPassthrough,
  mcp07PrivateEndpoint,
  mcp07RateLimitPerCaller,
  mcp07SessionBound,
  mcp07SingleTenantApplication,
  mcp07TokenPolicyInForce,
  mcp07TokenPolicyStrict,
  mcp08AuditInEverySection,
  mcp08DiagnosticsEverywhere,
  mcp08GatewayLogsEverything,
  mcp08WorkspaceRetention,
  mcp09EnvironmentAgrees,
  mcp09Registered,
  mcp09Tagged,
  mcp10DataClassDemands,
  mcp10MinimalHeaders,
  mcp10NoSharedCache,
  mcp10NoStore,
  azurePoliciesComplete,
  azureProtectedWhereDataWouldBeLost,
  azureUnknownsPermitted,
];
