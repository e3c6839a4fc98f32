import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-token-policy-strict";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "any tenant's tokens pass",
      stack: edited("serverPolicy", "11111111-1111-4111-8111-111111111111", "common"),
      says: /tenant-id "common"/,
    },
    {
      when: "no audience is named",
      stack: edited("serverPolicy", "<audience>{{trails-audience}}</audience>", ""),
      says: /names no <audiences>/,
    },
    {
      when: "no client is named",
      stack: edited("serverPolicy", "<application-id>aebc6443-996d-45c2-90f0-388ff96faa56</application-id>", ""),
      says: /names no <client-application-ids>/,
    },
    {
      when: "the audience is taken from the request",
      stack: edited("serverPolicy", "{{trails-audience}}", '@(context.Request.Headers["X"])'),
      says: /in <audiences>/,
    },
    {
      when: "a client is no id",
      stack: edited("serverPolicy", "aebc6443-996d-45c2-90f0-388ff96faa56", "*"),
      says: /in <client-application-ids>/,
    },
    {
      when: "the token may stand in the address",
      stack: edited(
        "serverPolicy",
        "output-token-variable-name",
        'query-parameter-name="token" output-token-variable-name',
      ),
      says: /takes the token from the query/,
    },
    {
      when: "a JWT policy does not ask for expiry",
      stack: edited(
        "serverPolicy",
        "<rate-limit-by-key",
        '<validate-jwt require-expiration-time="false"><audiences><audience>a</audience></audiences><issuers><issuer>i</issuer></issuers></validate-jwt><rate-limit-by-key',
      ),
      says: /require-expiration-time off/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "tenant, audience and clients", stack: stack() }],
});
