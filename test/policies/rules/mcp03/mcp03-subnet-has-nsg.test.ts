import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp03/mcp03-subnet-has-nsg";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "no group is named",
      stack: changed("subnet", "networkSecurityGroup", undefined),
      says: /networkSecurityGroup.id is not set/,
    },
    {
      when: "a subnet inside the network's own inputs has none",
      stack: changed("network", "subnets", [{ name: "extra" }]),
      says: /subnets\[0\].networkSecurityGroup/,
    },
    {
      when: "which group is unknown",
      stack: changed("subnet", "networkSecurityGroup.id", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "a group", stack: stack() },
    {
      when: "the firewall's own subnet, for which Azure refuses one",
      stack: stack({
        subnet: withInput(
          withInput(part("subnet"), "subnetName", "AzureFirewallSubnet"),
          "networkSecurityGroup",
          undefined,
        ),
      }),
    },
  ],
});
