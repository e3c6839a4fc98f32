import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-no-public-address";
import { describeRule } from "../../cases";
import { changed, stack, without } from "../../fixture";
import { GROUP, resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    { when: "nothing that may hold it does", stack: without("natGateway"), says: /remove it/ },
    {
      when: "a network interface holds it",
      stack: [
        ...without("natGateway"),
        resource("network:NetworkInterface", "nic", {
          ipConfigurations: [
            { publicIPAddress: { id: `${GROUP}/providers/Microsoft.Network/publicIPAddresses/pip-test` } },
          ],
        }),
      ],
      says: /no NAT gateway, firewall/,
    },
    {
      when: "which address the NAT gateway holds is unknown",
      stack: changed("natGateway", "publicIpAddresses", UNKNOWN),
      says: /no NAT gateway, firewall/,
    },
  ],
  compliance: [{ when: "the way out", stack: stack() }],
});
