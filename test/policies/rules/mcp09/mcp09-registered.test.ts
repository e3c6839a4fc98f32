import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp09/mcp09-registered";
import { describeRule } from "../../cases";
import { changed, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "the register does not know it",
      stack: without("registerApi"),
      says: /no API Center Api of this stack is named "trails"/,
    },
    {
      when: "the app does not say which server it is",
      stack: changed("app", "tags.mcp-server", undefined),
      says: /is named null/,
    },
    { when: "the entry has no version", stack: without("registerVersion"), says: /it has no ApiVersion/ },
    {
      when: "the entry does not say where it runs",
      stack: without("registerDeployment"),
      says: /it has no Deployment/,
    },
    { when: "the tag is unknown", stack: changed("app", "tags", UNKNOWN), says: /^cannot be known in preview: / },
  ],
  compliance: [{ when: "registered", stack: stack() }],
});
