import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-customer-policy-bounded";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

const MARKED = (section: string, steps: string): string =>
  `<set-variable name="customer-policy" value="${section}" />${steps}<set-variable name="customer-policy" value="" />`;

/** The stack whose server has a policy of the customer's own, before forwarding. */
function own(steps: string) {
  return edited("serverPolicy", "<set-backend-service", `${MARKED("inbound", steps)}<set-backend-service`);
}

describeRule(rule, {
  noncompliance: [
    {
      when: "it replaces the body",
      stack: own("<set-body>x</set-body>"),
      says: /<set-body> in the customer's policy may not stand there/,
    },
    {
      when: "it replaces the backend, deep in a choice",
      stack: own('<choose><when condition="@(true)"><set-backend-service backend-id="x" /></when></choose>'),
      says: /<set-backend-service> in the customer's policy may not stand there/,
    },
    {
      when: "it replaces the credentials",
      stack: own('<authentication-managed-identity resource="x" />'),
      says: /may not stand there/,
    },
    {
      when: "it caches",
      stack: own('<cache-store-value key="x" value="y" duration="1" />'),
      says: /may not stand there/,
    },
    {
      when: "it sets what was decided",
      stack: own('<set-variable name="user" value="x" />'),
      says: /sets the variable user: its own begin with customer-/,
    },
    {
      when: "it says who calls",
      stack: own('<set-header name="X-Bulwark-User"><value>x</value></set-header>'),
      says: /sets the header x-bulwark-user, which is the platform's/,
    },
    {
      when: "it names a header that nobody sees",
      stack: own('<set-header name="@(&quot;Author&quot; + &quot;ization&quot;)"><value>x</value></set-header>'),
      says: /which is the platform's/,
    },
    {
      when: "it answers as if all were well",
      stack: own(
        '<choose><when condition="@(context.Request.IpAddress == &quot;x&quot;)"><return-response><set-status code="200" /></return-response></when></choose>',
      ),
      says: /answers with a status that is no refusal/,
    },
    {
      when: "it records the token",
      stack: own(
        '<trace source="x"><message>@(context.Request.Headers.GetValueOrDefault("Authorization", ""))</message></trace>',
      ),
      says: /reads a token, a key or a session/,
    },
    {
      when: "it keeps the token in a variable",
      stack: own('<set-variable name="customer-x" value="@(((Jwt)context.Variables[&quot;token&quot;]).Subject)" />'),
      says: /reads a token, a key or a session/,
    },
    {
      when: "it refuses on the way back",
      stack: edited(
        "serverPolicy",
        "<outbound><base />",
        `<outbound><base />${MARKED("outbound", '<return-response><set-status code="403" /></return-response>')}`,
      ),
      says: /<return-response> in the customer's policy may not stand there/,
    },
    {
      when: "it runs before a check",
      stack: edited("serverPolicy", '<set-variable name="read"', `${MARKED("inbound", "")}<set-variable name="read"`),
      says: /<send-request> runs after the customer's policy/,
    },
    {
      when: "it has no end",
      stack: edited(
        "serverPolicy",
        "<set-backend-service",
        '<set-variable name="customer-policy" value="inbound" /><set-backend-service',
      ),
      says: /not between two marks/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "there is none", stack: stack() },
    {
      when: "it limits, names and refuses",
      stack: own(`<set-variable name="customer-team" value="@((string)context.Variables[&quot;user&quot;])" />
        <rate-limit-by-key calls="5" renewal-period="60" counter-key="@((string)context.Variables[&quot;customer-team&quot;])" />
        <set-header name="X-Team"><value>red</value></set-header>
        <choose><when condition="@(context.Request.IpAddress == &quot;x&quot;)"><return-response><set-status code="403" /></return-response></when></choose>`),
    },
  ],
});
