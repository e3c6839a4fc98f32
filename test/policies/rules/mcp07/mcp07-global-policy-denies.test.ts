import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-global-policy-denies";
import { describeRule } from "../../cases";
import { changed, edited, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "there is no global policy", stack: without("globalPolicy"), says: /no global Policy/ },
    {
      when: "it denies nothing",
      stack: edited(
        "globalPolicy",
        '<return-response><set-status code="404" reason="Not Found" /></return-response>',
        "",
      ),
      says: /gets past the global policy/,
    },
    {
      when: "it lets through what is not listed",
      stack: edited("globalPolicy", "@(!&quot;", "@(&quot;"),
      says: /gets past the global policy/,
    },
    {
      when: "it decides by something else",
      stack: edited("globalPolicy", "context.Api.Id", "context.Request.Method"),
      says: /gets past the global policy/,
    },
    {
      when: "it lists an API that is not planned",
      stack: edited("globalPolicy", "catch-all trails ", "catch-all trails old-server "),
      says: /lets an API "old-server" through/,
    },
    {
      when: "it is written as comparisons",
      stack: edited(
        "globalPolicy",
        "!&quot;catch-all trails trails-metadata trails-metadata-at-server&quot;.Split(' ').Contains(context.Api.Id)",
        "!(context.Api.Id == &quot;trails&quot; || context.Api.Id == &quot;catch-all&quot;)",
      ),
      says: /gets past the global policy/,
    },
    {
      when: "a further term lets requests through",
      stack: edited(
        "globalPolicy",
        "Contains(context.Api.Id))",
        "Contains(context.Api.Id) &amp;&amp; context.Api.Id != &quot;x&quot;)",
      ),
      says: /gets past the global policy/,
    },
    {
      when: "it cuts the list at another character",
      stack: edited("globalPolicy", "Split(' ')", "Split('-')"),
      says: /gets past the global policy/,
    },
    { when: "it is unknown", stack: changed("globalPolicy", "value", UNKNOWN), says: /^cannot be known in preview: / },
  ],
  compliance: [
    { when: "a literal list", stack: stack() },
    {
      when: "a literal list after a check for null",
      stack: edited("globalPolicy", "@(!&quot;", "@(context.Api == null || !&quot;"),
    },
  ],
});
