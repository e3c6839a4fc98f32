import * as pulumi from "@pulumi/pulumi";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import { known } from "../known";
import { sendLogs } from "../observability/diagnostics";
import type { LayerContext } from "../stack-context";
import { addressPlan } from "./address-plan";
import { privateServices, privateZoneName, type PrivateServiceName } from "./private-dns-zones";
import { securityRules, type SubnetRole } from "./security-rules";

export interface NetworkArgs {
  readonly context: LayerContext;
  /** ARM id of the workspace that takes the logs. */
  readonly workspaceId: pulumi.Input<string>;
  /** Services that get a private endpoint, and so need a zone. */
  readonly privateServices: readonly PrivateServiceName[];
}

/** What other layers need of the network: ids, known before anything exists. */
export interface NetworkIds {
  readonly subnets: Readonly<Record<SubnetRole, pulumi.Output<string>>>;
  readonly privateZones: Readonly<Partial<Record<PrivateServiceName, pulumi.Output<string>>>>;
}

/** Azure refuses a second write to a virtual network while one runs: subnets are made one after the other, in this order. */
const SUBNET_ORDER: readonly SubnetRole[] = ["apps", "gateway", "endpoints"];

const DELEGATIONS: Readonly<Partial<Record<SubnetRole, string>>> = {
  apps: "Microsoft.App/environments",
  gateway: "Microsoft.Web/serverFarms",
};

/** The virtual network, its subnets (each with its security group from the first write), outbound address, private zones. */
export class Network extends pulumi.ComponentResource implements NetworkIds {
  readonly subnets: NetworkIds["subnets"];
  readonly privateZones: NetworkIds["privateZones"];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:network:Network", name, {}, opts);
    const { context } = args;
    const virtualNetwork = this.virtualNetwork(args);
    const natGatewayId = this.natGateway(args);
    const plan = addressPlan(context.settings.network.addressSpace);
    const rules = securityRules(plan);

    const subnets: network.Subnet[] = [];
    let previous: pulumi.Resource = virtualNetwork;
    for (const role of SUBNET_ORDER) {
      const groupId = this.securityGroup(args, role, rules[role]);
      const delegation = DELEGATIONS[role];
      const subnet: network.Subnet = new network.Subnet(
        role,
        {
          resourceGroupName: context.resourceGroupName,
          virtualNetworkName: known(context.names.virtualNetwork, virtualNetwork),
          subnetName: context.names.subnet(role),
          addressPrefix: plan[role],
          // In the same write: enterprise policies refuse a subnet that is born without a security group.
          networkSecurityGroup: { id: groupId },
          ...(role === "endpoints" ? {} : { natGateway: { id: natGatewayId } }),
          ...(delegation === undefined ? {} : { delegations: [{ name: "delegation", serviceName: delegation }] }),
          defaultOutboundAccess: false,
          // Private endpoints ignore security groups until their subnet says otherwise.
          privateEndpointNetworkPolicies: "Enabled",
          privateLinkServiceNetworkPolicies: "Enabled",
        },
        { parent: this, dependsOn: [previous] },
      );
      subnets.push(subnet);
      previous = subnet;
    }
    // Whoever joins one subnet waits for all: Azure refuses to join while the network is being written.
    const subnetId = (role: SubnetRole): pulumi.Output<string> =>
      known(
        context.arm.id(
          "Microsoft.Network/virtualNetworks/subnets",
          context.names.virtualNetwork,
          context.names.subnet(role),
        ),
        ...subnets,
      );
    this.subnets = { apps: subnetId("apps"), gateway: subnetId("gateway"), endpoints: subnetId("endpoints") };
    this.privateZones = this.zones(args, known(this.virtualNetworkId(context), virtualNetwork));
    this.registerOutputs({});
  }

  private virtualNetworkId(context: LayerContext): string {
    return context.arm.id("Microsoft.Network/virtualNetworks", context.names.virtualNetwork);
  }

  private virtualNetwork({ context, workspaceId }: NetworkArgs): network.VirtualNetwork {
    const virtualNetwork = new network.VirtualNetwork(
      "network",
      {
        resourceGroupName: context.resourceGroupName,
        virtualNetworkName: context.names.virtualNetwork,
        location: context.location,
        addressSpace: { addressPrefixes: [context.settings.network.addressSpace] },
        tags: context.tags,
      },
      { parent: this },
    );
    sendLogs("network", {
      kind: "Microsoft.Network/virtualNetworks",
      target: known(this.virtualNetworkId(context), virtualNetwork),
      workspaceId,
      parent: this,
    });
    return virtualNetwork;
  }

  /** The one address from which anything inside may go out; nothing comes in by it. */
  private natGateway({ context, workspaceId }: NetworkArgs): pulumi.Output<string> {
    const address = new network.PublicIPAddress(
      "outbound",
      {
        resourceGroupName: context.resourceGroupName,
        publicIpAddressName: context.names.natAddress,
        location: context.location,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        ...(context.size.zoneRedundant ? { zones: ["1", "2", "3"] } : {}),
        tags: context.tags,
      },
      { parent: this },
    );
    const addressId = known(context.arm.id("Microsoft.Network/publicIPAddresses", context.names.natAddress), address);
    sendLogs("outbound-address", {
      kind: "Microsoft.Network/publicIPAddresses",
      target: addressId,
      workspaceId,
      parent: this,
    });
    const natGateway = new network.NatGateway(
      "outbound",
      {
        resourceGroupName: context.resourceGroupName,
        natGatewayName: context.names.natGateway,
        location: context.location,
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: addressId }],
        idleTimeoutInMinutes: 4,
        tags: context.tags,
      },
      { parent: this },
    );
    return known(context.arm.id("Microsoft.Network/natGateways", context.names.natGateway), natGateway);
  }

  private securityGroup(
    { context, workspaceId }: NetworkArgs,
    role: SubnetRole,
    rules: ReturnType<typeof securityRules>[SubnetRole],
  ): pulumi.Output<string> {
    const name = context.names.securityGroup(role);
    const group = new network.NetworkSecurityGroup(
      role,
      {
        resourceGroupName: context.resourceGroupName,
        networkSecurityGroupName: name,
        location: context.location,
        securityRules: rules.map((rule) => ({ ...rule })),
        tags: context.tags,
      },
      { parent: this },
    );
    const id = known(context.arm.id("Microsoft.Network/networkSecurityGroups", name), group);
    sendLogs(`${role}-security`, {
      kind: "Microsoft.Network/networkSecurityGroups",
      target: id,
      workspaceId,
      parent: this,
    });
    return id;
  }

  private zones(args: NetworkArgs, virtualNetworkId: pulumi.Output<string>): NetworkIds["privateZones"] {
    const { context } = args;
    const zones = args.privateServices.map((service): [PrivateServiceName, pulumi.Output<string>] => {
      const zoneName = privateZoneName(service, context.location);
      const zone = new privatedns.PrivateZone(
        service,
        {
          resourceGroupName: context.resourceGroupName,
          privateZoneName: zoneName,
          location: "global",
          tags: context.tags,
        },
        { parent: this },
      );
      const link = new privatedns.VirtualNetworkLink(
        service,
        {
          resourceGroupName: context.resourceGroupName,
          privateZoneName: known(zoneName, zone),
          virtualNetworkLinkName: context.names.virtualNetwork,
          location: "global",
          registrationEnabled: false,
          virtualNetwork: { id: virtualNetworkId },
          tags: context.tags,
        },
        { parent: this },
      );
      return [service, known(context.arm.id("Microsoft.Network/privateDnsZones", zoneName), zone, link)];
    });
    return Object.fromEntries(zones);
  }
}

export interface PrivateEndpointArgs {
  readonly context: LayerContext;
  readonly network: NetworkIds;
  readonly service: PrivateServiceName;
  /** ARM id of what is reached. */
  readonly target: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
}

/**
 * A private endpoint in the network, and its name in the service's private zone.
 *
 * @throws Error when the network made no zone for the service: a mistake in the program
 */
export function privateEndpoint(args: PrivateEndpointArgs): network.PrivateDnsZoneGroup {
  const { context, service, parent } = args;
  const zoneId = args.network.privateZones[service];
  if (zoneId === undefined) {
    throw new Error(`the network has no private zone for ${service}: name it in privateServices`);
  }
  const name = context.names.privateEndpoint(service);
  const endpoint = new network.PrivateEndpoint(
    service,
    {
      resourceGroupName: context.resourceGroupName,
      privateEndpointName: name,
      location: context.location,
      subnet: { id: args.network.subnets.endpoints },
      customNetworkInterfaceName: `${name}-nic`,
      privateLinkServiceConnections: [
        { name, privateLinkServiceId: args.target, groupIds: [privateServices[service].groupId] },
      ],
      tags: context.tags,
    },
    { parent },
  );
  return new network.PrivateDnsZoneGroup(
    service,
    {
      resourceGroupName: context.resourceGroupName,
      privateEndpointName: known(name, endpoint),
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name: service, privateDnsZoneId: zoneId }],
    },
    { parent },
  );
}
