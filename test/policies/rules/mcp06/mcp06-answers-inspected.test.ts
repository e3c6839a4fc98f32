import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-answers-inspected";
import { describeRule } from "../../cases";
import { approving, changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "answers are not shown to the shield",
      stack: edited("serverPolicy", '<include-fragment fragment-id="answer-shield" />', ""),
      says: /hands answers on that nobody inspected: a way goes past Prompt Shields/,
    },
    {
      when: "the finding is not heeded",
      stack: edited("answerShield", "(bool)context.Variables[&quot;attack&quot;]", "false"),
      says: /what Prompt Shields finds \(answer-shield\) refuses nothing/,
    },
    {
      when: "another account is asked",
      stack: edited("answerShield", "https://cs-test.", "https://cs-other."),
      says: /a way goes past Prompt Shields/,
    },
    {
      when: "the client decides",
      stack: edited(
        "serverPolicy",
        '<include-fragment fragment-id="answer-shield" />',
        '<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;X&quot;))"><include-fragment fragment-id="answer-shield" /></when></choose>',
      ),
      says: /a way goes past Prompt Shields/,
    },
    {
      when: "confidential answers are streamed",
      stack: approving("results", "streamed"),
      says: /streamed uninspected, and its data is "confidential"/,
    },
    { when: "it does not say how answers leave", stack: approving("results", undefined), says: /its results are ""/ },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "every answer is inspected", stack: stack() }],
});
