import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-token-in-traces";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "a trace takes the Authorization header",
      stack: edited(
        "audit",
        'GetValueOrDefault&lt;string&gt;("user", null)',
        'GetValueOrDefault&lt;string&gt;("user", null) + context.Request.Headers["Authorization"]',
      ),
      says: /<trace> takes a token/,
    },
    {
      when: "a trace takes the body",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<trace source="x"><message>@(context.Request.Body.As&lt;string&gt;(true))</message></trace><set-backend-service',
      ),
      says: /<trace> takes a token, a session id or a body/,
    },
    {
      when: "a metric has the session id as a dimension",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<emit-metric name="m"><dimension name="s" value="@(context.Request.Headers.GetValueOrDefault(&quot;Mcp-Session-Id&quot;,&quot;&quot;))" /></emit-metric><set-backend-service',
      ),
      says: /<emit-metric>/,
    },
    {
      when: "the document is unknown",
      stack: changed("audit", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "named fields", stack: stack() }],
});
