import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp10/mcp10-no-shared-cache";
import { describeRule } from "../../cases";
import { adding, changed, edited, stack } from "../../fixture";
import { resource } from "../../resources";

const QUARANTINE = `<cache-lookup-value key="seen" variable-name="seen" />
<set-variable name="refusal" value="@(context.Variables[&quot;seen&quot;] != null ? &quot;tool-quarantined&quot; : &quot;&quot;)" />
<cache-store-value key="seen" value="@(context.Request.Body.As&lt;string&gt;(true))" duration="60" />`;

describeRule(rule, {
  noncompliance: [
    {
      when: "answers are cached",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" /><set-backend-service',
      ),
      says: /stores answers for everybody/,
    },
    {
      when: "what one caller sent is kept for all",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<cache-store-value key="last" value="@(context.Request.Body.As&lt;string&gt;(true))" duration="60" /><set-backend-service',
      ),
      says: /under a key that others share/,
    },
    {
      when: "what was kept to refuse calls is shown",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        `${QUARANTINE}<set-header name="X-Seen"><value>@((string)context.Variables["seen"])</value></set-header><set-backend-service`,
      ),
      says: /under a key that others share/,
    },
    {
      when: "Front Door caches",
      stack: adding(
        resource("cdn:Route", "all", { cacheConfiguration: { queryStringCachingBehavior: "IgnoreQueryString" } }),
      ),
      says: /cacheConfiguration/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "no cache", stack: stack() },
    {
      when: "a key made from the token",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<cache-store-value key="@((string)context.Variables[&quot;user&quot;])" value="@(context.Request.Body.As&lt;string&gt;(true))" duration="60" /><set-backend-service',
      ),
    },
    {
      when: "a value of all callers that can only refuse calls",
      stack: edited("serverPolicy", "<set-backend-service", `${QUARANTINE}<set-backend-service`),
    },
    {
      when: "a value that no request went into",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<cache-store-value key="session-key" value="@((string)context.Variables[&quot;vault-answer&quot;])" duration="60" /><set-backend-service',
      ),
    },
  ],
});
