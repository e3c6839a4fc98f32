import type { Rule } from "../../framework/rule";

/** Subnets for which Azure refuses or ignores a security group. Source: Microsoft Learn, the services' own pages. */
const WITHOUT_GROUP: ReadonlySet<unknown> = new Set([
  "AzureFirewallSubnet",
  "AzureFirewallManagementSubnet",
  "GatewaySubnet",
  "RouteServerSubnet",
]);

export const rule: Rule = {
  name: "mcp03-subnet-has-nsg",
  control: "MCP03-3",
  title: "Every subnet has a network security group",
  why: "Without one everything inside the network may talk to everything, and out.",
  severity: "high",
  remedy: "Set networkSecurityGroup.id on the subnet, in the same write that creates it.",
  resource: {
    types: ["azure-native:network:Subnet", "azure-native:network:VirtualNetwork"],
    judge: (place) => {
      const isSubnet = place.type === "azure-native:network:Subnet";
      for (const subnet of isSubnet ? [place] : place.at("subnets").items("subnets must be known")) {
        if (!WITHOUT_GROUP.has(subnet.at(isSubnet ? "subnetName" : "name").value)) {
          subnet.at("networkSecurityGroup.id").mustBePresent("name a network security group");
        }
      }
    },
  },
};
