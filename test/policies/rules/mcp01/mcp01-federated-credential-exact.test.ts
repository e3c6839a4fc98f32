import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-federated-credential-exact";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "another issuer is trusted",
      stack: changed("federatedCredential", "issuer", "https://token.actions.githubusercontent.com"),
      says: /issuer is "https:\/\/token.actions/,
    },
    {
      when: "another tenant is trusted",
      stack: changed(
        "federatedCredential",
        "issuer",
        "https://login.microsoftonline.com/99999999-9999-4999-8999-999999999999/v2.0",
      ),
      says: /another tenant/,
    },
    {
      when: "another audience is accepted",
      stack: changed("federatedCredential", "audiences", ["api://AzureADTokenExchange", "api://other"]),
      says: /audiences/,
    },
    {
      when: "the subject is a branch",
      stack: changed("federatedCredential", "subject", "repo:a/b:ref:refs/heads/main"),
      says: /write the principal id/,
    },
    {
      when: "subjects are matched by an expression",
      stack: adding(
        resource(
          "azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential",
          "any",
          {},
        ),
      ),
      says: /trusts every subject/,
    },
    {
      when: "the issuer is unknown",
      stack: changed("federatedCredential", "issuer", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "one identity of the own tenant", stack: stack() }],
});
