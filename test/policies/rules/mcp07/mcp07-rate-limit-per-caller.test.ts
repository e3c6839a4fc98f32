import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-rate-limit-per-caller";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "there is no limit",
      stack: edited("serverPolicy", "<rate-limit-by-key", "<trace"),
      says: /has no rate-limit-by-key/,
    },
    {
      when: "a header of the client is the key",
      stack: edited(
        "serverPolicy",
        'counter-key="@((string)context.Variables[&quot;user&quot;])"',
        'counter-key="@(context.Request.Headers.GetValueOrDefault(&quot;Mcp-Session-Id&quot;, &quot;none&quot;))"',
      ),
      says: /from the verified token alone/,
    },
    {
      when: "the address is part of the key",
      stack: edited(
        "serverPolicy",
        'counter-key="@((string)context.Variables[&quot;user&quot;])"',
        'counter-key="@((string)context.Variables[&quot;user&quot;] + context.Request.IpAddress)"',
      ),
      says: /from the verified token alone/,
    },
    {
      when: "the key's variable comes from a header",
      stack: edited(
        "serverPolicy",
        "((Jwt)context.Variables[&quot;token&quot;]).Claims.GetValueOrDefault(&quot;oid&quot;, &quot;&quot;)",
        "context.Request.Headers.GetValueOrDefault(&quot;X-User&quot;, &quot;&quot;)",
      ),
      says: /from the verified token alone/,
    },
    {
      when: "one key for everybody",
      stack: edited(
        "serverPolicy",
        'counter-key="@((string)context.Variables[&quot;user&quot;])"',
        'counter-key="all"',
      ),
      says: /from the verified token alone/,
    },
    {
      when: "only some calls are counted",
      stack: edited("serverPolicy", "<rate-limit-by-key", '<rate-limit-by-key increment-condition="@(false)"'),
      says: /without increment-condition/,
    },
    {
      when: "calls count for nothing",
      stack: edited("serverPolicy", "<rate-limit-by-key", '<rate-limit-by-key increment-count="0"'),
      says: /without increment-condition and increment-count/,
    },
    {
      when: "the limit is out of reach",
      stack: edited("serverPolicy", 'calls="60"', 'calls="10001"'),
      says: /at most 10000 calls/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "the token's user", stack: stack() }],
});
