import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-catch-all-api";
import { describeRule } from "../../cases";
import { changed, edited, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "one method has none", stack: without("catchAllPATCH"), says: /no catch-all for PATCH/ },
    { when: "there is no such API", stack: without("catchAll"), says: /no catch-all for GET, POST/ },
    {
      when: "it forwards",
      stack: edited(
        "catchAllPolicy",
        '<return-response><set-status code="404" reason="Not Found" /></return-response>',
        "",
      ),
      says: /forwards requests that belong to no server/,
    },
    {
      when: "it leaves no record",
      stack: edited("catchAllPolicy", '<include-fragment fragment-id="audit" />', ""),
      says: /answers without a record/,
    },
    { when: "it tells what exists", stack: edited("catchAllPolicy", 'code="404"', 'code="403"'), says: /write 404/ },
    {
      when: "its policy is unknown",
      stack: changed("catchAllPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "every method is recorded and refused", stack: stack() }],
});
