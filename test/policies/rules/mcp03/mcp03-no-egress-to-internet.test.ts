import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp03/mcp03-no-egress-to-internet";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "the internet is allowed by tag",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefix", "Internet"),
      says: /"Internet": allow only named addresses/,
    },
    {
      when: "everything is allowed",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefix", "*"),
      says: /allow only named addresses/,
    },
    {
      when: "half of the internet is allowed",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefixes", ["0.0.0.0/1"]),
      says: /0.0.0.0\/1/,
    },
    {
      when: "nothing denies the rest",
      stack: changed("securityGroup", "securityRules[2]", undefined),
      says: /no outbound rule that denies everything/,
    },
    {
      when: "the denial is for one protocol only",
      stack: changed("securityGroup", "securityRules[2].protocol", "Tcp"),
      says: /no outbound rule that denies everything/,
    },
    {
      when: "a rule of its own allows the internet",
      stack: adding(
        resource("network:SecurityRule", "out", {
          networkSecurityGroupName: "nsg-apps",
          direction: "Outbound",
          access: "Allow",
          protocol: "*",
          destinationAddressPrefix: "Internet",
        }),
      ),
      says: /allow only named addresses/,
    },
    {
      when: "such a rule writes the group's name in another case",
      stack: adding(
        resource("network:SecurityRule", "out", {
          networkSecurityGroupName: "NSG-Apps",
          direction: "Outbound",
          access: "Allow",
          protocol: "*",
          destinationAddressPrefix: "Internet",
        }),
      ),
      says: /allow only named addresses/,
    },
    {
      when: "a rule stands in a group that is not planned",
      stack: adding(
        resource("network:SecurityRule", "out", {
          networkSecurityGroupName: "nsg-other",
          direction: "Outbound",
          access: "Allow",
          destinationAddressPrefix: "Internet",
        }),
      ),
      says: /write the name of a group planned here/,
    },
    {
      when: "all of Azure is allowed",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefix", "AzureCloud"),
      says: /"AzureCloud": allow only named addresses/,
    },
    {
      when: "all of one region of Azure is allowed",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefix", "AzureCloud.swedencentral"),
      says: /allow only named addresses/,
    },
    {
      when: "a route leads to the internet",
      stack: changed("routeTable", "routes[0].nextHopType", "Internet"),
      says: /nextHopType is "Internet"/,
    },
    {
      when: "a route of its own leads to the internet",
      stack: adding(resource("network:Route", "out", { routeTableName: "rt-test", nextHopType: "Internet" })),
      says: /nextHopType is "Internet"/,
    },
    {
      when: "the rules are unknown",
      stack: changed("securityGroup", "securityRules", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "one destination is unknown",
      stack: changed("securityGroup", "securityRules[0].destinationAddressPrefix", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "service tags and a denial", stack: stack() },
    {
      when: "the denial is a resource of its own",
      stack: [
        ...changed("securityGroup", "securityRules[2]", undefined),
        resource("network:SecurityRule", "deny", {
          networkSecurityGroupName: "nsg-apps",
          direction: "Outbound",
          access: "Deny",
          protocol: "*",
          sourceAddressPrefix: "*",
          sourcePortRange: "*",
          destinationAddressPrefix: "*",
          destinationPortRange: "*",
        }),
      ],
    },
  ],
});
