/**
 * Type tokens. The same Azure class has several: with its default API version, with a version named, and from a package
 * that a user generated for one version. Judges see one.
 */

/**
 * Names that an older azure-native used for a class that 3.x has under another module.
 * Source: pulumi/pulumi-azure-native, changes from 2.x to 3.x.
 */
const RENAMED: Readonly<Record<string, string>> = {
  "azure-native:insights:Component": "azure-native:applicationinsights:Component",
  "azure-native:insights:DiagnosticSetting": "azure-native:monitor:DiagnosticSetting",
  "azure-native:network:PrivateZone": "azure-native:privatedns:PrivateZone",
  "azure-native:network:VirtualNetworkLink": "azure-native:privatedns:VirtualNetworkLink",
  "azure-native:network:FrontDoorPolicy": "azure-native:frontdoor:Policy",
  "azure-native:documentdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
};

const known = new Map<string, string>();

/**
 * The token without API version and package variant: `azure-native:app:ContainerApp`,
 * `azure-native:app/v20240301:ContainerApp` and `azure-native_app_v20240301:app:ContainerApp` all give the first. Other
 * tokens come back as they are.
 */
export function normalizeType(token: string): string {
  let normal = known.get(token);
  if (normal === undefined) {
    normal = withoutVersion(token);
    known.set(token, normal);
  }
  return normal;
}

function withoutVersion(token: string): string {
  const match = /^azure-native(?:_[^:]+)?:([^:/]+)(?:\/[^:]*)?:([^:]+)$/.exec(token);
  const [, module, name] = match ?? [];
  if (module === undefined || name === undefined) {
    return token;
  }
  const plain = `azure-native:${module}:${name}`;
  return RENAMED[plain] ?? plain;
}
