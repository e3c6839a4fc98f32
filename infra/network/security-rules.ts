import type { AddressPlan } from "./address-plan";

/** One rule of a network security group, as data. */
export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly sourceAddressPrefix: string;
  readonly sourcePortRange: "*";
  readonly destinationAddressPrefix: string;
  readonly destinationPortRange: string;
  readonly description: string;
}

/** The subnets that this program makes. */
export type SubnetRole = "apps" | "endpoints" | "gateway";

type Allow = Pick<SecurityRule, "name" | "description"> & {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly protocol?: SecurityRule["protocol"];
};

const AZURE_DNS: Omit<Allow, "from"> = {
  name: "allow-azure-dns",
  description: "Container Apps: never block AzurePlatformDNS",
  to: "AzurePlatformDNS",
  port: "53",
  protocol: "*",
};

/**
 * What each subnet may receive and send; everything else is denied in both directions, so nothing reaches the internet
 * but the platform's own needs by service tag. What a server's `egress` names needs a firewall, which sees names.
 *
 * Sources: Microsoft Learn, "Integrate Azure Container Apps with Azure Firewall" (the platform's needs) and "Integrate an
 * Azure API Management instance with a private virtual network for outbound connections" (no rule needed by the platform).
 */
export function securityRules(plan: AddressPlan): Readonly<Record<SubnetRole, readonly SecurityRule[]>> {
  return {
    apps: [
      ...inbound([
        {
          name: "allow-environment",
          description: "The environment's nodes among themselves",
          from: plan.apps,
          to: plan.apps,
          port: "*",
          protocol: "*",
        },
        {
          name: "allow-load-balancer",
          description: "Azure's health probes of the environment",
          from: "AzureLoadBalancer",
          to: plan.apps,
          port: "30000-32767",
        },
      ]),
      ...outbound([
        {
          name: "allow-environment",
          description: "The environment's nodes among themselves",
          from: plan.apps,
          to: plan.apps,
          port: "*",
          protocol: "*",
        },
        {
          name: "allow-private-endpoints",
          description: "Registry and vault, through their private endpoints",
          from: plan.apps,
          to: plan.endpoints,
          port: "443",
        },
        platform(plan.apps, "MicrosoftContainerRegistry", "Images of the platform itself"),
        platform(plan.apps, "AzureFrontDoor.FirstParty", "What serves the platform's images"),
        platform(plan.apps, "AzureActiveDirectory", "Tokens of managed identities"),
        platform(plan.apps, "AzureMonitor", "Telemetry of the servers"),
        { ...AZURE_DNS, from: plan.apps },
      ]),
    ],
    gateway: [
      ...inbound([]),
      ...outbound([
        {
          name: "allow-private-endpoints",
          description: "Servers, Content Safety and vault, through their private endpoints",
          from: plan.gateway,
          to: plan.endpoints,
          port: "443",
        },
        platform(plan.gateway, "AzureActiveDirectory", "Signing keys, and the exchange of tokens"),
        platform(plan.gateway, "AzureMonitor", "Audit records and traces"),
        { ...AZURE_DNS, from: plan.gateway },
      ]),
    ],
    endpoints: [
      ...inbound([
        {
          name: "allow-apps",
          description: "Servers reach registry and vault",
          from: plan.apps,
          to: plan.endpoints,
          port: "443",
        },
        {
          name: "allow-gateway",
          description: "The gateway reaches servers, Content Safety and vault",
          from: plan.gateway,
          to: plan.endpoints,
          port: "443",
        },
      ]),
      ...outbound([]),
    ],
  };
}

function platform(from: string, tag: string, description: string): Allow {
  return { name: `allow-${tag.replace(/\W+/g, "-").toLowerCase()}`, description, from, to: tag, port: "443" };
}

function inbound(allowed: readonly Allow[]): SecurityRule[] {
  return direction("Inbound", allowed);
}

function outbound(allowed: readonly Allow[]): SecurityRule[] {
  return direction("Outbound", allowed);
}

function direction(way: SecurityRule["direction"], allowed: readonly Allow[]): SecurityRule[] {
  const suffix = way.toLowerCase();
  const allow = allowed.map((rule, index): SecurityRule => ({
    name: `${rule.name}-${suffix}`,
    priority: 100 + index * 10,
    direction: way,
    access: "Allow",
    protocol: rule.protocol ?? "Tcp",
    sourceAddressPrefix: rule.from,
    sourcePortRange: "*",
    destinationAddressPrefix: rule.to,
    destinationPortRange: rule.port,
    description: rule.description,
  }));
  return [
    ...allow,
    {
      name: `deny-all-${suffix}`,
      priority: 4096,
      direction: way,
      access: "Deny",
      protocol: "*",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "*",
      description: "Deny by default: Azure's own defaults allow the whole virtual network and, outbound, the internet",
    },
  ];
}
