import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-vault-hsm-in-prod";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "standard in prod",
      stack: changed("vault", "properties.sku.name", "standard"),
      says: /sku.name is "standard": write premium/,
    },
    {
      when: "standard, and no tag says which environment",
      stack: stack({
        vault: withInput(withInput(part("vault"), "properties.sku.name", "standard"), "tags", undefined),
      }),
      says: /write premium/,
    },
    {
      when: "the tag is unknown, so prod holds",
      stack: stack({ vault: withInput(withInput(part("vault"), "properties.sku.name", "standard"), "tags", UNKNOWN) }),
      says: /write premium/,
    },
    {
      when: "the tier is unknown",
      stack: changed("vault", "properties.sku", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "premium", stack: stack() },
    {
      when: "standard in dev",
      stack: stack({
        vault: withInput(withInput(part("vault"), "properties.sku.name", "standard"), "tags.environment", "dev"),
      }),
    },
  ],
});
