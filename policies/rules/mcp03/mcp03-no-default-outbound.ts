import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp03-no-default-outbound",
  control: "MCP03-3",
  title: "No subnet has Azure's own way out to the internet",
  why: "Azure gives a subnet an invisible public address by default: a poisoned tool sends data out by a road nobody planned.",
  severity: "high",
  remedy: "Set defaultOutboundAccess to false on each subnet.",
  resource: {
    types: ["azure-native:network:Subnet", "azure-native:network:VirtualNetwork"],
    judge: (place) => {
      const subnets =
        place.type === "azure-native:network:Subnet" ? [place] : place.at("subnets").items("subnets must be known");
      for (const subnet of subnets) {
        subnet.at("defaultOutboundAccess").must(is(false), "write false");
      }
    },
  },
};
