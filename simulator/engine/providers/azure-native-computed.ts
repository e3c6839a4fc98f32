/** Values that Azure would compute, made up: plausible, and always the same for the same resource. */
import type { Json } from "../../../plan/format";
import { isList, isObject, isUnknown, type Properties } from "../values";
import { stableGuid, stableHex } from "./stable-guid";

/** The resource that a value is of. */
export interface About {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly inputs: Properties;
}

/** What Azure would put into a property of this name, whatever the class. */
const COMPUTED: Readonly<Record<string, (about: About) => Json>> = {
  provisioningState: () => "Succeeded",
  principalId: ({ urn }) => stableGuid(urn, "principal"),
  clientId: ({ urn }) => stableGuid(urn, "client"),
  tenantId: ({ tenant }) => tenant,
  customerId: ({ urn }) => stableGuid(urn, "customer"),
  appId: ({ urn }) => stableGuid(urn, "app"),
  instrumentationKey: ({ urn }) => stableGuid(urn, "instrumentation"),
  connectionString: ({ urn }) => `InstrumentationKey=${stableGuid(urn, "instrumentation")}`,
  frontDoorId: ({ urn }) => stableGuid(urn, "front-door"),
  defaultDomain: ({ urn, inputs }) =>
    `${stableHex(12, urn)}.${text(inputs.location, "swedencentral")}.azurecontainerapps.io`,
  staticIp: () => "10.0.0.10",
  gatewayUrl: ({ name }) => `https://${name}.azure-api.net`,
  loginServer: ({ name }) => `${name.toLowerCase()}.azurecr.io`,
  vaultUri: ({ name }) => `https://${name}.vault.azure.net/`,
  endpoint: ({ name }) => `https://${name}.cognitiveservices.azure.com/`,
  hostName: ({ name, urn }) => `${name}-${stableHex(8, urn)}.z01.azurefd.net`,
  resourceGuid: ({ urn }) => stableGuid(urn, "resource"),
  etag: ({ urn }) => `W/"${stableGuid(urn, "etag")}"`,
};

/** A value after creation: what is unknown is made up where the table says how, and left out elsewhere. */
export function computedValue(name: string, value: Json, about: About): Json | undefined {
  if (isUnknown(value)) {
    return COMPUTED[name]?.(about);
  }
  if (isList(value)) {
    return value.flatMap((item) => computedValue("", item, about) ?? []);
  }
  if (isObject(value)) {
    const members = Object.entries(value).flatMap(([key, member]) => {
      const known = computedValue(key, member, about);
      return known === undefined ? [] : [[key, known] as const];
    });
    return Object.fromEntries(members);
  }
  return value;
}

function text(value: Json | undefined, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
