import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-vault-closed";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "public access is on",
      stack: changed("vault", "properties.publicNetworkAccess", "Enabled"),
      says: /publicNetworkAccess is "Enabled": write Disabled/,
    },
    {
      when: "public access is not mentioned",
      stack: changed("vault", "properties.publicNetworkAccess", undefined),
      says: /publicNetworkAccess is not set/,
    },
    {
      when: "the firewall allows by default",
      stack: changed("vault", "properties.networkAcls.defaultAction", "Allow"),
      says: /defaultAction is "Allow"/,
    },
    {
      when: "trusted services come in",
      stack: changed("vault", "properties.networkAcls.bypass", "AzureServices"),
      says: /bypass is "AzureServices"/,
    },
    {
      when: "one address may come in",
      stack: changed("vault", "properties.networkAcls.ipRules", [{ value: "203.0.113.7" }]),
      says: /ipRules/,
    },
    {
      when: "deployments may read secrets",
      stack: changed("vault", "properties.enabledForTemplateDeployment", true),
      says: /enabledForTemplateDeployment is true/,
    },
    {
      when: "one unknown hides all properties",
      stack: changed("vault", "properties", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "closed", stack: stack() },
    { when: "closed, in another case", stack: changed("vault", "properties.publicNetworkAccess", "disabled") },
  ],
});
