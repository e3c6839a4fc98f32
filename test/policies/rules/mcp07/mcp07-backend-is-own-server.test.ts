import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-backend-is-own-server";
import { describeRule } from "../../cases";
import { changed, edited, stack, without } from "../../fixture";

const SERVICE = '<set-backend-service backend-id="trails" />';
const REQUEST = "<set-url>https://elsewhere.example</set-url>";

describeRule(rule, {
  noncompliance: [
    {
      when: "a policy names an address",
      stack: edited("serverPolicy", SERVICE, '<set-backend-service base-url="https://elsewhere.example" />'),
      says: /has a base-url/,
    },
    {
      when: "the request chooses the backend",
      stack: edited(
        "serverPolicy",
        SERVICE,
        '<set-backend-service backend-id="@(context.Request.Headers[&quot;X&quot;][0])" />',
      ),
      says: /as a literal/,
    },
    { when: "the backend is not planned", stack: without("backend"), says: /has backend-id "trails"/ },
    {
      when: "the backend's address comes from no environment of the stack",
      stack: without("environment"),
      says: /comes from no ManagedEnvironment/,
    },
    {
      when: "the backend has credentials",
      stack: changed("backend", "credentials", { query: { key: ["x"] } }),
      says: /^credentials is /,
    },
    {
      when: "a proxy stands before the backend",
      stack: changed("backend", "proxy", { url: "https://elsewhere.example" }),
      says: /^proxy is /,
    },
    {
      when: "an API has an address of its own",
      stack: changed("api", "serviceUrl", "https://elsewhere.example"),
      says: /^serviceUrl is /,
    },
    {
      when: "a request goes out without an answer",
      stack: edited("serverPolicy", SERVICE, `${SERVICE}<send-one-way-request>${REQUEST}</send-one-way-request>`),
      says: /<send-one-way-request>/,
    },
    {
      when: "a fragment copies the request",
      stack: edited("shield", 'mode="new"', 'mode="copy"'),
      says: /has mode "copy"/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "the stack's own backend at the environment's address", stack: stack() },
    {
      when: "that address is known, as it is once the environment exists",
      stack: changed("backend", "url", "https://ca-trails.calm-hill.swedencentral.azurecontainerapps.io"),
    },
  ],
});
