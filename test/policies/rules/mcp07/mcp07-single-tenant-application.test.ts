import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-single-tenant-application";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "every tenant may sign in",
      stack: changed("application", "signInAudience", "AzureADMultipleOrgs"),
      says: /write AzureADMyOrg/,
    },
    {
      when: "it issues v1 tokens",
      stack: changed("application", "api.requestedAccessTokenVersion", undefined),
      says: /requestedAccessTokenVersion is not set: write 2/,
    },
    {
      when: "it is unknown",
      stack: changed("application", "signInAudience", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "one tenant, v2", stack: stack() }],
});
