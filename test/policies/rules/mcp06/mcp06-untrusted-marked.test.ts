import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-untrusted-marked";
import { describeRule } from "../../cases";
import { approving, changed, edited, stack, withEdit } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "answers have no mark",
      stack: edited("serverPolicy", "bulwark.dev/untrusted", "bulwark.dev/fine"),
      says: /hands answers on without a mark: no step does it/,
    },
    {
      when: "the mark is set on some ways only",
      stack: edited(
        "serverPolicy",
        "<set-body>",
        '<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;X&quot;))"><set-header name="X" exists-action="delete" /></when><otherwise><set-body>',
      ).map((resource) =>
        resource.urn.endsWith("ApiPolicy::trails")
          ? withEdit(
              resource,
              'bulwark.dev/untrusted")</set-body>',
              'bulwark.dev/untrusted")</set-body></otherwise></choose>',
            )
          : resource,
      ),
      says: /a way goes past the step that does it/,
    },
    {
      when: "the marking is one that nobody knows",
      stack: approving("marking", "none"),
      says: /its marking is "none"/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "the answer is marked where it is written", stack: stack() },
    { when: "texts stand between delimiters", stack: approving("marking", "delimited") },
  ],
});
