import { UNKNOWN, type PlanResource } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-token-policy-strict";
import { describeRule } from "../../cases";
import { changed, edited, part, stack, withEdit } from "../../fixture";
import { TENANT, withInput } from "../../resources";

const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const ENTRA = `https://login.microsoftonline.com/${TENANT}`;

function withJwtPolicy(configuration: string, issuer: string): readonly PlanResource[] {
  return edited(
    "serverPolicy",
    "<rate-limit-by-key",
    `<validate-jwt><openid-config url="${configuration}" /><audiences><audience>a</audience></audiences><issuers><issuer>${issuer}</issuer></issuers></validate-jwt><rate-limit-by-key`,
  );
}

describeRule(rule, {
  noncompliance: [
    {
      when: "any tenant's tokens pass",
      stack: edited("serverPolicy", 'tenant-id="11111111-1111-4111-8111-111111111111"', 'tenant-id="common"'),
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
      when: "the tenant is another than the vault's",
      stack: edited(
        "serverPolicy",
        'tenant-id="11111111-1111-4111-8111-111111111111"',
        'tenant-id="99999999-9999-4999-8999-999999999999"',
      ),
      says: /another tenant than the one of this stack's vault/,
    },
    {
      when: "a second audience is named",
      stack: edited("serverPolicy", "</audiences>", "<audience>{{gateway-client-id}}</audience></audiences>"),
      says: /names 2 audiences/,
    },
    {
      when: "a key of its own decrypts tokens",
      stack: edited(
        "serverPolicy",
        "<audiences>",
        '<decryption-keys><key certificate-id="x" /></decryption-keys><audiences>',
      ),
      says: /has <decryption-keys>/,
    },
    {
      when: "the Azure CLI may call in prod",
      stack: edited("serverPolicy", "aebc6443-996d-45c2-90f0-388ff96faa56", AZURE_CLI),
      says: /Azure CLI/,
    },
    {
      when: "a JWT policy takes its keys from elsewhere",
      stack: withJwtPolicy("https://login.example/keys", `${ENTRA}/v2.0`),
      says: /trusts "https:\/\/login\.example\/keys"/,
    },
    {
      when: "a JWT policy trusts another tenant's issuer",
      stack: withJwtPolicy(`${ENTRA}/v2.0`, "https://login.microsoftonline.com/common/v2.0"),
      says: /trusts "https:\/\/login\.microsoftonline\.com\/common/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "tenant, audience and clients", stack: stack() },
    {
      when: "the Azure CLI may call in dev",
      stack: stack({
        gateway: withInput(part("gateway"), "tags.environment", "dev"),
        serverPolicy: withEdit(part("serverPolicy"), "aebc6443-996d-45c2-90f0-388ff96faa56", AZURE_CLI),
      }),
    },
    {
      when: "a JWT policy beside it is of the own tenant",
      stack: withJwtPolicy(`${ENTRA}/v2.0/.well-known/openid-configuration`, `${ENTRA}/v2.0`),
    },
  ],
});
