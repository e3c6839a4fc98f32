import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp10/mcp10-no-store";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "nothing forbids it",
      stack: edited("hygiene", "Cache-Control", "X-Cache-Control"),
      says: /without Cache-Control: no-store/,
    },
    {
      when: "another value is written",
      stack: edited("hygiene", "no-store", "max-age=60"),
      says: /without Cache-Control: no-store/,
    },
    {
      when: "only where the backend says nothing",
      stack: edited(
        "hygiene",
        'name="Cache-Control" exists-action="override"',
        'name="Cache-Control" exists-action="skip"',
      ),
      says: /without Cache-Control: no-store/,
    },
    {
      when: "the document is unknown",
      stack: changed("hygiene", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "always", stack: stack() }],
});
