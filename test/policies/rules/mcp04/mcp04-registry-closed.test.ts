import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp04/mcp04-registry-closed";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "public access is on",
      stack: changed("registry", "publicNetworkAccess", "Enabled"),
      says: /write Disabled/,
    },
    {
      when: "anybody may pull",
      stack: changed("registry", "anonymousPullEnabled", true),
      says: /anonymousPullEnabled is true/,
    },
    {
      when: "images may be exported",
      stack: changed("registry", "policies.exportPolicy.status", "enabled"),
      says: /exportPolicy.status/,
    },
    {
      when: "nothing is cleaned up",
      stack: changed("registry", "policies.retentionPolicy", undefined),
      says: /retentionPolicy.status is not set/,
    },
    {
      when: "the tier has no private endpoints",
      stack: changed("registry", "sku.name", "Standard"),
      says: /write Premium/,
    },
    {
      when: "its policies are unknown",
      stack: changed("registry", "policies", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "closed", stack: stack() }],
});
