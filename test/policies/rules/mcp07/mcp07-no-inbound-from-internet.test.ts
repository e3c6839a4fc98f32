import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-no-inbound-from-internet";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "everybody may come in",
      stack: changed("securityGroup", "securityRules[1].sourceAddressPrefix", "*"),
      says: /sourceAddressPrefix is "\*"/,
    },
    {
      when: "the internet may, in a list",
      stack: changed("securityGroup", "securityRules[1].sourceAddressPrefixes", ["Internet"]),
      says: /"Internet"/,
    },
    {
      when: "who may is unknown",
      stack: changed("securityGroup", "securityRules[1].sourceAddressPrefix", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "probes only", stack: stack() }],
});
