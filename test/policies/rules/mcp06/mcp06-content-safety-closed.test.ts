import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-content-safety-closed";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "public access is on",
      stack: changed("safety", "properties.publicNetworkAccess", "Enabled"),
      says: /write Disabled/,
    },
    {
      when: "the firewall allows by default",
      stack: changed("safety", "properties.networkAcls", undefined),
      says: /defaultAction is not set/,
    },
    {
      when: "it takes no tokens",
      stack: changed("safety", "properties.customSubDomainName", undefined),
      says: /customSubDomainName is not set/,
    },
    {
      when: "it may reach anything",
      stack: changed("safety", "properties.restrictOutboundNetworkAccess", false),
      says: /restrictOutboundNetworkAccess is false/,
    },
    {
      when: "an address may come in",
      stack: changed("safety", "properties.networkAcls.ipRules", [{ value: "203.0.113.7" }]),
      says: /ipRules/,
    },
    {
      when: "one unknown hides all properties",
      stack: changed("safety", "properties", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "closed", stack: stack() }],
});
