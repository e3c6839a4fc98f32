/**
 * Which private DNS zone answers for which kind of private endpoint.
 * Source: Microsoft Learn, "Azure Private Endpoint private DNS zone values", copy of 2026.
 */
export interface PrivateService {
  /** The endpoint's sub-resource. */
  readonly groupId: string;
  /** The zone's name; `{location}` stands for the region in its short form. */
  readonly zone: string;
}

export const privateServices = {
  vault: { groupId: "vault", zone: "privatelink.vaultcore.azure.net" },
  registry: { groupId: "registry", zone: "privatelink.azurecr.io" },
  contentSafety: { groupId: "account", zone: "privatelink.cognitiveservices.azure.com" },
  containerEnvironment: { groupId: "managedEnvironments", zone: "privatelink.{location}.azurecontainerapps.io" },
  gateway: { groupId: "Gateway", zone: "privatelink.azure-api.net" },
} as const satisfies Record<string, PrivateService>;

export type PrivateServiceName = keyof typeof privateServices;

/**
 * @param service which kind of service
 * @param location the region in its short form
 */
export function privateZoneName(service: PrivateServiceName, location: string): string {
  return privateServices[service].zone.replace("{location}", location);
}
