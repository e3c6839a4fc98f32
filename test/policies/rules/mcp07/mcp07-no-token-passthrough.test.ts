import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-no-token-passthrough";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "nothing replaces the token",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        "",
      ),
      says: /hands the client.s token on in Authorization/,
    },
    {
      when: "the gateway's token goes into a variable only",
      stack: edited(
        "serverPolicy",
        'client-id="{{gateway-client-id}}"',
        'client-id="{{gateway-client-id}}" output-token-variable-name="own"',
      ),
      says: /in Authorization/,
    },
    {
      when: "the client's token stays where the gateway gets none",
      stack: edited(
        "serverPolicy",
        'client-id="{{gateway-client-id}}"',
        'client-id="{{gateway-client-id}}" ignore-error="true"',
      ),
      says: /in Authorization/,
    },
    {
      when: "Authorization is set from the client's header",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" /><set-header name="Authorization" exists-action="override"><value>@(context.Request.OriginalUrl.Query[&quot;token&quot;])</value></set-header>',
      ),
      says: /in Authorization/,
    },
    {
      when: "the token is copied to another header",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        '<set-header name="X-User-Token"><value>@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;,&quot;&quot;))</value></set-header><authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
      ),
      says: /in another header/,
    },
    {
      when: "the token is copied by way of a variable",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        '<set-variable name="raw" value="@(context.Request.Headers[&quot;Authorization&quot;][0])" /><set-header name="X-Raw"><value>@((string)context.Variables[&quot;raw&quot;])</value></set-header><authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
      ),
      says: /in another header/,
    },
    {
      when: "it is replaced on one way only",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        '<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;X&quot;))"><authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" /></when></choose>',
      ),
      says: /in Authorization/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "the gateway's own token", stack: stack() },
    {
      when: "an exchanged token",
      stack: edited(
        "serverPolicy",
        '<authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />',
        '<send-request mode="new" response-variable-name="exchange"><set-url>https://login.microsoftonline.com/t/oauth2/v2.0/token</set-url><set-body>@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;,&quot;&quot;))</set-body></send-request><set-header name="Authorization" exists-action="override"><value>@(&quot;Bearer &quot; + (string)((IResponse)context.Variables[&quot;exchange&quot;]).Body.As&lt;JObject&gt;()[&quot;access_token&quot;])</value></set-header>',
      ),
    },
  ],
});
