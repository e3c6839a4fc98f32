import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp02/mcp02-every-tool-has-scope";
import { describeRule } from "../../cases";
import { approving, changed, edited, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "nobody decides by scope",
      stack: edited("serverPolicy", "&quot;insufficient-scope&quot;, ", ""),
      says: /reaches a backend without a decision by scope: no step decides it/,
    },
    {
      when: "a tool has no scope",
      stack: approving("tools.find_trails.scope", undefined),
      says: /tool find_trails has the scope null: name one of trails\.read, trails\.clear/,
    },
    {
      when: "a tool has a scope that the server does not have",
      stack: approving("tools.find_trails.scope", "trails.write"),
      says: /tool find_trails has the scope "trails\.write"/,
    },
    {
      when: "a prompt has no scope",
      stack: approving("prompts.plan_hike.scope", ""),
      says: /prompt plan_hike has the scope ""/,
    },
    {
      when: "a resource has no scope",
      stack: approving("resources[0].scope", undefined),
      says: /resource trails:\/\/guides\/\{name\} has the scope null/,
    },
    {
      when: "a resource stands in two scopes",
      stack: approving("resources", [
        { uri: "trails://a", scope: "trails.read" },
        { uri: "trails://a", scope: "trails.clear" },
      ]),
      says: /resource trails:\/\/a stands in its policy twice/,
    },
    {
      when: "a method is put under a scope that the server does not have",
      stack: approving("methods", { "tools/list": "trails.list" }),
      says: /method tools\/list has the scope "trails\.list"/,
    },
    { when: "the server has no scopes", stack: approving("scopes", []), says: /its policy names no scopes/ },
    {
      when: "the application does not define a scope",
      stack: changed("application", "api.oauth2PermissionScopes[1]", undefined),
      says: /its application does not define the scope trails\.clear/,
    },
    {
      when: "the application has a scope turned off",
      stack: changed("application", "api.oauth2PermissionScopes[1].enabled", false),
      says: /does not define the scope trails\.clear/,
    },
    {
      when: "the application is another's",
      stack: without("application"),
      says: /no application of this stack has the URI/,
    },
    {
      when: "the policy approves nothing in so many words",
      stack: edited("serverPolicy", 'name="approved-text"', 'name="other"'),
      says: /what its policy approves cannot be judged: write its literal JSON once/,
    },
    {
      when: "what is approved is replaced later",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<set-variable name="approved" value="@(new JObject())" /><set-backend-service',
      ),
      says: /set the variable approved once/,
    },
    {
      when: "what is approved is read from elsewhere",
      stack: edited(
        "serverPolicy",
        "JObject.Parse((string)context.Variables[&quot;approved-text&quot;])",
        "JObject.Parse(context.Request.Headers.GetValueOrDefault(&quot;approved-text&quot;))",
      ),
      says: /set the variable approved once/,
    },
    {
      when: "what is approved is no JSON",
      stack: edited("serverPolicy", `'{"server"`, `'"server"`),
      says: /is no JSON/,
    },
    {
      when: "the application's scopes are unknown",
      stack: changed("application", "api.oauth2PermissionScopes", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "everything has one of the application's scopes", stack: stack() }],
});
