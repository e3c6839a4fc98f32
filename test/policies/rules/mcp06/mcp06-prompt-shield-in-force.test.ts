import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-prompt-shield-in-force";
import { describeRule } from "../../cases";
import { adding, changed, edited, operationOf, part, policyOf, stack, withEdit } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "no call to Prompt Shields is made",
      stack: edited("serverPolicy", '<include-fragment fragment-id="prompt-shield" />', ""),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "a header of the client switches it off",
      stack: edited(
        "serverPolicy",
        '<include-fragment fragment-id="prompt-shield" />',
        '<choose><when condition="@(!context.Request.Headers.ContainsKey(&quot;X-Trusted&quot;))"><include-fragment fragment-id="prompt-shield" /></when></choose>',
      ),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "its finding is not heeded",
      stack: edited(
        "shield",
        '<when condition="@((bool)context.Variables[&quot;attack&quot;])">',
        '<when condition="@(false)">',
      ),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "another operation of Content Safety is called",
      stack: edited("shield", "text:shieldPrompt", "text:analyze"),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "an account that is not planned is asked",
      stack: edited("shield", "https://cs-test.", "https://cs-other."),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "the account's host is only a user name before another host",
      stack: edited("shield", ".azure.com/", ".azure.com@example.com/"),
      says: /on a way without Prompt Shields/,
    },
    {
      when: "the account's host is unknown",
      stack: changed("safety", "properties.customSubDomainName", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "an operation's policy leaves it out",
      stack: adding(
        policyOf("ApiOperationPolicy", "trails-post", {
          apiId: "trails",
          operationId: "post",
          value: "<policies><inbound /><backend><base /></backend><outbound /><on-error /></policies>",
        }),
      ),
      says: /POST \/trails\/mcp reaches/,
    },
    {
      when: "the fragment is unknown",
      stack: changed("shield", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "every way passes it", stack: stack() },
    {
      when: "only methods without a body go without",
      stack: stack({
        get: operationOf("trails", "GET", "/"),
        serverPolicy: withEdit(
          part("serverPolicy"),
          '<include-fragment fragment-id="prompt-shield" />',
          '<choose><when condition="@(context.Request.Method == &quot;POST&quot;)"><include-fragment fragment-id="prompt-shield" /></when></choose>',
        ),
      }),
    },
  ],
});
