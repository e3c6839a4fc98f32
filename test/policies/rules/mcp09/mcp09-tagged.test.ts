import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp09/mcp09-tagged";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "nobody owns it", stack: changed("app", "tags.owner", undefined), says: /tags.owner is not set/ },
    { when: "nobody approved it", stack: changed("app", "tags.approved-by", ""), says: /approved-by/ },
    {
      when: "the review date is no day",
      stack: changed("app", "tags.review-date", "2027-02-30"),
      says: /write the day of the next review/,
    },
    {
      when: "the review date was turned into a time",
      stack: changed("app", "tags.review-date", "2027-03-31 00:00:00 +0000 UTC"),
      says: /YYYY-MM-DD/,
    },
    {
      when: "its data class is not one of ours",
      stack: changed("app", "tags.data-class", "secret"),
      says: /write one of public/,
    },
    {
      when: "it does not say which server it is",
      stack: changed("app", "tags.mcp-server", undefined),
      says: /mcp-server/,
    },
    { when: "its tags are unknown", stack: changed("app", "tags", UNKNOWN), says: /^cannot be known in preview: / },
  ],
  compliance: [{ when: "all five", stack: stack() }],
});
