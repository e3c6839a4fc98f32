import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-no-implicit-grant";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "access tokens come in the address",
      stack: changed("application", "web.implicitGrant.accessTokenIssuanceEnabled", true),
      says: /accessTokenIssuanceEnabled is true/,
    },
    {
      when: "anybody is a public client by fallback",
      stack: changed("application", "fallbackPublicClientEnabled", true),
      says: /fallbackPublicClientEnabled is true/,
    },
    { when: "it is unknown", stack: changed("application", "web", UNKNOWN), says: /^cannot be known in preview: / },
  ],
  compliance: [
    { when: "off", stack: stack() },
    { when: "not mentioned, which is off", stack: changed("application", "web", undefined) },
  ],
});
