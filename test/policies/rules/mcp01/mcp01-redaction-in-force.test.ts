import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-redaction-in-force";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "nothing is taken out",
      stack: edited("serverPolicy", "[redacted:", ""),
      says: /hands answers on with whatever they hold: no step does it/,
    },
    {
      when: "what was redacted is not what is written",
      stack: edited("serverPolicy", 'context.Variables["redacted"]', 'context.Variables["server"]'),
      says: /what is written out is not made of what that step gives/,
    },
    {
      when: "credentials stay in what is public",
      stack: edited(
        "serverPolicy",
        '{"class":"credential","from":"public"}',
        '{"class":"credential","from":"internal"}',
      ),
      says: /takes no credential data out: its rules must have some from class public on/,
    },
    {
      when: "personal data stay in what is internal",
      stack: edited("serverPolicy", '"from":"internal"', '"from":"confidential"'),
      says: /takes no personal data out/,
    },
    {
      when: "there are no rules",
      stack: edited(
        "serverPolicy",
        '[{"class":"credential","from":"public"},{"class":"personal","from":"internal"}]',
        "[]",
      ),
      says: /takes no credential data out/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "both are taken out of every answer", stack: stack() }],
});
