import { visitValues } from "../../../plan/values";
import type { Rule } from "../../framework/rule";

const ADDRESS = "azure-native:network:PublicIPAddress";
/** What may hold a public address: it sends out, or it is a filter that is planned and judged as such. */
const HOLDERS: readonly string[] = [
  "azure-native:network:NatGateway",
  "azure-native:network:AzureFirewall",
  "azure-native:network:BastionHost",
  "azure-native:network:ApplicationGateway",
  "azure-native:network:VirtualNetworkGateway",
];

export const rule: Rule = {
  name: "mcp07-no-public-address",
  control: "MCP07-5",
  title: "Public addresses belong to filters and to the way out only",
  why: "A public address on a machine or load balancer is a second front door that nobody watches.",
  severity: "high",
  remedy: `Give the address to a NAT gateway, firewall, bastion or application gateway of this stack, or remove it.`,
  stack: {
    types: [ADDRESS],
    judge: (stack) => {
      const held = new Set<unknown>();
      for (const holder of stack.view.ofType(...HOLDERS)) {
        visitValues(holder.inputs, "", (value) => held.add(stack.view.byArmId(value)));
      }
      for (const address of stack.places(ADDRESS)) {
        const isHidden = address.at("publicIpAddressName").isHidden("who holds the address is found by its name");
        if (!isHidden && !held.has(address.resource)) {
          address.wrong("no NAT gateway, firewall, bastion or application gateway of this stack holds it: remove it.");
        }
      }
    },
  },
};
