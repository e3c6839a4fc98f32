import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-base-first";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "inbound begins without it",
      stack: edited("serverPolicy", "<base />", ""),
      says: /<inbound> does not begin with <base \/>/,
    },
    {
      when: "on-error is missing",
      stack: edited(
        "metadataPolicy",
        '<on-error><base /><include-fragment fragment-id="hygiene" /><include-fragment fragment-id="audit" /></on-error>',
        "",
      ),
      says: /<on-error> does not begin/,
    },
    {
      when: "a backend section forwards only sometimes itself",
      stack: edited(
        "serverPolicy",
        "<backend><base /></backend>",
        '<backend><choose><when condition="@(context.Request.Method == &quot;POST&quot;)"><forward-request /></when></choose></backend>',
      ),
      says: /<backend> does not begin with <base \/>/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "every section", stack: stack() },
    {
      when: "a backend section that forwards itself in one way or another",
      stack: edited(
        "serverPolicy",
        "<backend><base /></backend>",
        '<backend><choose><when condition="@(context.Request.Method == &quot;POST&quot;)"><forward-request /></when><otherwise><forward-request timeout="240" /></otherwise></choose></backend>',
      ),
    },
    {
      when: "a backend section that forwards itself",
      stack: edited("serverPolicy", "<backend><base /></backend>", "<backend><forward-request /></backend>"),
    },
  ],
});
