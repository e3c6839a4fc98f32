import { createHash } from "node:crypto";
import type { Settings } from "./settings/types";

/**
 * Every Azure name, and from subscription, group and names every ARM id: nothing else in the program makes either.
 * Ids are known before anything exists, so a plan shows who refers to whom (decision 15).
 *
 * Lengths and alphabets: Microsoft Learn, "Naming rules and restrictions for Azure resources" (copied into
 * `test/infra/naming.rules.json`, to which the tests hold every name).
 */
export interface Names {
  /** What tells this stack's globally unique names from everybody else's: 8 characters of a hash. */
  readonly suffix: string;
  readonly resourceGroup: string;
  readonly virtualNetwork: string;
  readonly natGateway: string;
  readonly natAddress: string;
  readonly workspace: string;
  readonly applicationInsights: string;
  readonly vault: string;
  readonly registry: string;
  readonly contentSafety: string;
  readonly gateway: string;
  readonly containerEnvironment: string;
  readonly apiCenter: string;
  readonly frontDoor: string;
  readonly frontDoorEndpoint: string;
  readonly webApplicationFirewall: string;
  subnet(role: string): string;
  securityGroup(role: string): string;
  identity(workload: string): string;
  privateEndpoint(service: string): string;
  /** A server's container app: at most 32 characters. */
  containerApp(server: string): string;
  /** Display name of a server's Entra application; `part` tells its two applications apart. */
  application(server: string, part?: string): string;
  /** Identifier URI of a server's Entra application: `api://<tenant>/...` needs no verified domain and is known in advance. */
  applicationUri(server: string, part?: string): string;
}

/**
 * @param settings the stack's settings
 * @returns its names; the same settings give the same names
 */
export function namesOf(settings: Settings): Names {
  const suffix = uniqueSuffix(settings);
  const stack = stackPart(settings.stack, suffix);
  const short = stack.slice(0, 10);
  const local = (kind: string): string => `${kind}-${settings.project}-${stack}`;
  const unique = (kind: string): string => `${kind}-${short}-${suffix}`;
  // A dot before the server, whose name has none: stack `a-b` with server `c` is not stack `a` with server `b-c`.
  const application = (server: string, part?: string): string =>
    [`${settings.project}-${settings.stack}`, server, ...(part === undefined ? [] : [part])].join(".");
  return {
    suffix,
    resourceGroup: settings.generation === 1 ? local("rg") : `${local("rg")}-${settings.generation}`,
    virtualNetwork: local("vnet"),
    natGateway: local("ng"),
    natAddress: local("pip-ng"),
    workspace: local("log"),
    applicationInsights: local("appi"),
    vault: unique("kv"),
    registry: `cr${short}${suffix}`,
    contentSafety: unique("cs"),
    gateway: unique("apim"),
    containerEnvironment: local("cae"),
    apiCenter: unique("apic"),
    frontDoor: local("afd"),
    frontDoorEndpoint: unique("fde"),
    webApplicationFirewall: `waf${short}${suffix}`,
    subnet: (role) => `snet-${role}`,
    securityGroup: (role) => `${local("nsg")}-${role}`,
    identity: (workload) => `${local("id")}-${workload}`,
    privateEndpoint: (service) => `${local("pep")}-${service}`,
    containerApp: (server) => `ca-${server}`,
    application,
    applicationUri: (server, part) => `api://${settings.azure.tenantId}/${application(server, part)}`,
  };
}

/**
 * ARM ids of what this program plans.
 *
 * @example arm.id("Microsoft.Network/virtualNetworks/subnets", "vnet-bulwark-dev", "snet-apps")
 */
export interface ArmIds {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** The id of a resource in the stack's resource group: its ARM type and one name for each segment of the type. */
  id(type: string, ...names: readonly string[]): string;
  /** The id of a built-in role's definition. */
  roleDefinition(guid: string): string;
}

/**
 * @param settings the stack's settings
 * @param names its names
 * @throws Error when the number of names is not that of the type's segments: a mistake in the program, not in settings
 */
export function armIdsOf(settings: Settings, names: Names): ArmIds {
  const subscription = `/subscriptions/${settings.azure.subscriptionId}`;
  const resourceGroup = `${subscription}/resourceGroups/${names.resourceGroup}`;
  return {
    subscription,
    resourceGroup,
    id: (type, ...segments) => {
      const [provider, ...types] = type.split("/");
      if (types.length !== segments.length) {
        throw new Error(`${type} takes ${String(types.length)} names, found ${String(segments.length)}`);
      }
      const path = types.flatMap((segment, index) => [segment, segments[index]]);
      return [resourceGroup, "providers", provider, ...path].join("/");
    },
    roleDefinition: (guid) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
  };
}

const LONGEST_STACK_PART = 20;

/** Two stacks whose names differ only in what Azure does not take must not share a resource group. */
function stackPart(stack: string, suffix: string): string {
  const plain = stack.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (plain === stack && plain.length <= LONGEST_STACK_PART) return plain;
  return plain.slice(0, LONGEST_STACK_PART - suffix.length) + suffix;
}

/**
 * A purge-protected vault holds its name for up to 90 days after it is gone, and `destroy` leaves vault and workspace, and
 * so their group, so `generation` is in the hash and from 2 on in the group's name: counting it up gives a fresh set of
 * names (facts: Key Vault soft-delete overview).
 */
function uniqueSuffix(settings: Settings): string {
  const seed = [settings.azure.subscriptionId, settings.project, settings.stack, String(settings.generation)].join("/");
  return createHash("sha256").update(seed).digest("hex").slice(0, 8);
}
