import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-shield-fails-closed";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "no answer passes",
      stack: edited(
        "shield",
        "context.Variables[&quot;shield&quot;] == null || ",
        "context.Variables[&quot;shield&quot;] != null &amp;&amp; ",
      ),
      says: /is null when Content Safety cannot be reached/,
    },
    {
      when: "too many requests pass",
      stack: edited("shield", ".StatusCode != 200", ".StatusCode == 500"),
      says: /lets the status \d+ pass/,
    },
    {
      when: "the check does not refuse",
      stack: edited(
        "shield",
        '<return-response><set-status code="503" reason="Service Unavailable" /></return-response>',
        "",
      ),
      says: /lets that pass/,
    },
    {
      when: "the answer is forgotten before it is checked",
      stack: edited("shield", "<choose>", '<set-variable name="shield" value="@(context.Response)" /><choose>'),
      says: /what follows lets that pass/,
    },
    {
      when: "nothing checks",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<send-request mode="new" response-variable-name="r" ignore-error="true"><set-url>https://x/contentsafety/text:analyze</set-url></send-request><set-backend-service',
      ),
      says: /fails open/,
    },
    {
      when: "the document is unknown",
      stack: changed("shield", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "null and every other status are refused", stack: stack() },
    {
      when: "they are refused a step later",
      stack: edited("shield", "<choose>", '<set-variable name="x" value="1" /><choose>'),
    },
  ],
});
