import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp10/mcp10-minimal-headers";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "the server's name gets through",
      stack: edited("hygiene", '<set-header name="Server" exists-action="delete" />', ""),
      says: /may let Server through in <outbound>/,
    },
    {
      when: "it gets through with errors",
      stack: edited(
        "serverPolicy",
        '<on-error><base /><include-fragment fragment-id="hygiene" />',
        "<on-error><base />",
      ),
      says: /in <on-error>/,
    },
    {
      when: "the document is unknown",
      stack: changed("hygiene", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "deleted everywhere", stack: stack() }],
});
