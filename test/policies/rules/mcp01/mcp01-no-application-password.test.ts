import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-application-password";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "an application password is planned",
      stack: adding(
        resource("azuread:index/applicationPassword:ApplicationPassword", "secret", { applicationId: "x" }),
      ),
      says: /gives an application a credential/,
    },
    {
      when: "a service principal's certificate is planned",
      stack: adding(
        resource("azuread:index/servicePrincipalCertificate:ServicePrincipalCertificate", "certificate", {}),
      ),
      says: /gives an application a credential/,
    },
    {
      when: "the application has a password block",
      stack: changed("application", "password", { displayName: "key" }),
      says: /^password is a value that is not shown: leave it out/,
    },
    {
      when: "the password block is unknown",
      stack: changed("application", "password", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "federated credentials alone", stack: stack() }],
});
