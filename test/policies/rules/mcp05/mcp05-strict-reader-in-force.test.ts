import { UNKNOWN, type PlanResource } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp05/mcp05-strict-reader-in-force";
import { describeRule } from "../../cases";
import { changed, edited, stack, withEdit } from "../../fixture";

/** The policy with a text before the first step that begins so. */
function closing(resource: PlanResource, before: string, text: string): PlanResource {
  return resource.urn.endsWith("ApiPolicy::trails") ? withEdit(resource, before, text + before) : resource;
}

describeRule(rule, {
  noncompliance: [
    {
      when: "equal keys are not told apart",
      stack: edited("serverPolicy", "&quot;message-duplicate-key&quot;, ", ""),
      says: /takes messages that no strict reader has read: no step decides it/,
    },
    {
      when: "it reads something else than the body",
      stack: edited("serverPolicy", "context.Request.Body.As&lt;byte[]&gt;(preserveContent: true)", "new byte[7]"),
      says: /no step decides it/,
    },
    {
      when: "a header of the client switches it off",
      stack: edited(
        "serverPolicy",
        '<set-variable name="read"',
        '<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;X-Raw&quot;))"><set-variable name="raw" value="1" /></when><otherwise><set-variable name="read"',
      ).map((resource) => closing(resource, '<set-variable name="refusal"', "</otherwise></choose>")),
      says: /a way goes past the step that decides it/,
    },
    {
      when: "what it finds is forgotten",
      stack: edited(
        "serverPolicy",
        '<set-variable name="refusal" value="@((JObject)((JObject)context.Variables[&quot;read&quot;])[&quot;refusal&quot;])" />',
        '<set-variable name="refusal" value="@(new JObject())" />',
      ),
      says: /where that step refuses, a way goes on all the same/,
    },
    {
      when: "the body is read a second time, leniently",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<set-variable name="tool" value="@((string)context.Request.Body.As&lt;JObject&gt;(true)[&quot;method&quot;])" /><set-backend-service',
      ),
      says: /reads the body a second time, and leniently/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "every message is read strictly", stack: stack() }],
});
