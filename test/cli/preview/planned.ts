import { UNKNOWN, type PlanResource } from "../../../plan/format";
import type { PolicyInfo, PreviewResult, Violation } from "../../../simulator/engine";

const prefix = "urn:pulumi:dev::bulwark::";
const stackUrn = `${prefix}pulumi:pulumi:Stack::bulwark-dev`;
const vaultLayerUrn = `${prefix}bulwark:vault:Vault::vault`;

/** URN of the sample's vault. */
export const vaultUrn = `${prefix}bulwark:vault:Vault$azure-native:keyvault:Vault::vault`;

/** URN of the sample's named value, whose value is unknown. */
export const namedValueUrn = `${prefix}azure-native:apimanagement:NamedValue::trails-audience`;

const applicationUrn = `${prefix}azuread:index/application:Application::trails`;

const resources: readonly PlanResource[] = [
  { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack" },
  {
    urn: `${prefix}azure-native:resources:ResourceGroup::group`,
    custom: true,
    type: "azure-native:resources:ResourceGroup",
    parent: stackUrn,
    inputs: { tags: { environment: "dev" } },
  },
  { urn: vaultLayerUrn, custom: false, type: "bulwark:vault:Vault", parent: stackUrn },
  { urn: vaultUrn, custom: true, type: "azure-native:keyvault:Vault", parent: vaultLayerUrn, inputs: {} },
  { urn: applicationUrn, custom: true, type: "azuread:index/application:Application", parent: stackUrn, inputs: {} },
  {
    urn: namedValueUrn,
    custom: true,
    type: "azure-native:apimanagement:NamedValue",
    parent: stackUrn,
    inputs: { value: UNKNOWN },
    dependencies: [applicationUrn],
    propertyDependencies: { value: [applicationUrn] },
  },
];

/** A rule as a pack describes it. */
export function policy(name: string, changes: Partial<PolicyInfo> = {}): PolicyInfo {
  return {
    pack: "bulwark",
    name,
    displayName: `Title of ${name}`,
    description: `Description of ${name}`,
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps: `Remedy of ${name}.`,
    url: "",
    tags: [],
    ...changes,
  };
}

/** A violation on the sample's vault. */
export function violation(name: string, changes: Partial<Violation> = {}): Violation {
  return {
    pack: "bulwark",
    packVersion: "1.0.0",
    policy: name,
    urn: vaultUrn,
    message: 'publicNetworkAccess is "Enabled"',
    enforcementLevel: "mandatory",
    severity: "high",
    description: `Description of ${name}`,
    ...changes,
  };
}

/** What an engine gives for a small stack that one rule judged and found well. */
export function previewResult(changes: Partial<PreviewResult> = {}): PreviewResult {
  return {
    plan: { version: 3, deployment: { manifest: {}, resources } },
    stackOutputs: {},
    policies: [policy("mcp01-vault-closed")],
    violations: [],
    notApplicable: [],
    remediations: [],
    diagnostics: [],
    closedConfigSecrets: [],
    ...changes,
  };
}

/** The same plan with other resources. */
export function withResources(change: (resource: PlanResource) => PlanResource): PreviewResult {
  return previewResult({ plan: { version: 3, deployment: { manifest: {}, resources: resources.map(change) } } });
}
