import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-vault-recoverable";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "purge protection is off",
      stack: changed("vault", "properties.enablePurgeProtection", false),
      says: /enablePurgeProtection is false/,
    },
    {
      when: "soft delete is not mentioned",
      stack: changed("vault", "properties.enableSoftDelete", undefined),
      says: /enableSoftDelete is not set/,
    },
    {
      when: "it is gone after 30 days in prod",
      stack: changed("vault", "properties.softDeleteRetentionInDays", 30),
      says: /write 90 or more/,
    },
    {
      when: "no tag says dev, so prod holds",
      stack: stack({
        vault: withInput(withInput(part("vault"), "properties.softDeleteRetentionInDays", 7), "tags", undefined),
      }),
      says: /write 90 or more/,
    },
    {
      when: "six days in dev",
      stack: stack({
        vault: withInput(
          withInput(part("vault"), "properties.softDeleteRetentionInDays", 6),
          "tags.environment",
          "dev",
        ),
      }),
      says: /write 7 or more/,
    },
    {
      when: "the days are unknown",
      stack: changed("vault", "properties.softDeleteRetentionInDays", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "90 days", stack: stack() },
    {
      when: "seven days in dev",
      stack: stack({
        vault: withInput(
          withInput(part("vault"), "properties.softDeleteRetentionInDays", 7),
          "tags.environment",
          "dev",
        ),
      }),
    },
  ],
});
