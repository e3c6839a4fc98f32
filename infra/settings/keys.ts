/** Our namespace in a stack file. Keys of other namespaces belong to Pulumi or to its providers. */
export const NAMESPACE = "bulwark";

/** Keys of the providers that we read as well, so that each fact stands in the file once. */
export const PROVIDER_KEYS = [
  "azure-native:tenantId",
  "azure-native:subscriptionId",
  "azure-native:location",
  "azuread:tenantId",
] as const;

/**
 * A key as the program sees it: Pulumi gives a key without a namespace the project's, and reads the form
 * `namespace:config:name` of old stack files as `namespace:name`.
 *
 * @param key as it stands in the file or in the runtime's configuration
 * @param project the Pulumi project's name
 */
export function fullKey(key: string, project: string): string {
  const [first, ...rest] = key.split(":");
  if (rest.length === 0) {
    return `${project}:${key}`;
  }
  return rest.length > 1 && rest[0] === "config" ? [first, ...rest.slice(1)].join(":") : key;
}

/** Whether a full key is one of our settings. */
export function isOurs(key: string): boolean {
  return key.startsWith(`${NAMESPACE}:`);
}

/** Whether the program reads a full key: ours, or one that it shares with a provider. */
export function isRead(key: string): boolean {
  return isOurs(key) || PROVIDER_KEYS.some((shared) => shared === key);
}
