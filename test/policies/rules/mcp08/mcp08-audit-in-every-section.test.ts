import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp08/mcp08-audit-in-every-section";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "outbound leaves no record",
      stack: edited(
        "serverPolicy",
        '<include-fragment fragment-id="hygiene" /><include-fragment fragment-id="audit" /></outbound>',
        "</outbound>",
      ),
      says: /<outbound> leaves no record/,
    },
    {
      when: "on-error leaves one on some ways only",
      stack: edited(
        "serverPolicy",
        '<on-error><base /><include-fragment fragment-id="hygiene" /><include-fragment fragment-id="audit" />',
        '<on-error><base /><choose><when condition="@(context.LastError != null)"><include-fragment fragment-id="audit" /></when></choose>',
      ),
      says: /<on-error> leaves no record on some way/,
    },
    {
      when: "a refusal is not recorded",
      stack: edited(
        "serverPolicy",
        '<include-fragment fragment-id="audit" />\n        <return-response>',
        "<return-response>",
      ),
      says: /answers without a record \(return-response in trails/,
    },
    {
      when: "a fragment refuses without a record",
      stack: edited("shield", '<trace source="audit"><message>shield-hit</message></trace>', ""),
      says: /return-response in prompt-shield/,
    },
    {
      when: "the document is unknown",
      stack: changed("audit", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "every decision", stack: stack() }],
});
