import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-auth-gate";
import { describeRule } from "../../cases";
import { changed, part, stack, without } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "a second port goes by the gate",
      stack: changed("app", "configuration.ingress.additionalPortMappings", [{ external: true, targetPort: 9090 }]),
      says: /the gate does not see other ports/,
    },
    {
      when: "the ingress is TCP, which the gate cannot read",
      stack: changed("app", "configuration.ingress.transport", "tcp"),
      says: /the gate cannot read TCP/,
    },
    { when: "the app has no gate", stack: without("gate"), says: /no ContainerAppsAuthConfig/ },
    {
      when: "the gate is not the one that is read",
      stack: changed("gate", "authConfigName", "default"),
      says: /reads only the one named current/,
    },
    { when: "it is off", stack: changed("gate", "platform.enabled", false), says: /platform.enabled is false/ },
    {
      when: "it lets strangers in",
      stack: changed("gate", "globalValidation.unauthenticatedClientAction", "AllowAnonymous"),
      says: /write Return401/,
    },
    {
      when: "a path goes without",
      stack: changed("gate", "globalValidation.excludedPaths", ["/health"]),
      says: /excludedPaths/,
    },
    {
      when: "no audience is named",
      stack: changed("gate", "identityProviders.azureActiveDirectory.validation.allowedAudiences", []),
      says: /name the audience/,
    },
    {
      when: "the list of callers is empty, which restricts nothing",
      stack: changed(
        "gate",
        "identityProviders.azureActiveDirectory.validation.defaultAuthorizationPolicy.allowedPrincipals.identities",
        [],
      ),
      says: /an empty list restricts nothing/,
    },
    {
      when: "no list of callers is given",
      stack: changed("gate", "identityProviders.azureActiveDirectory.validation.defaultAuthorizationPolicy", undefined),
      says: /without a list anyone in the tenant may/,
    },
    {
      when: "the issuer is any tenant",
      stack: changed(
        "gate",
        "identityProviders.azureActiveDirectory.registration.openIdIssuer",
        "https://login.microsoftonline.com/common/v2.0",
      ),
      says: /openIdIssuer/,
    },
    {
      when: "it holds a client secret",
      stack: changed("gate", "identityProviders.azureActiveDirectory.registration.clientSecretSettingName", "secret"),
      says: /needs no secret/,
    },
    {
      when: "another provider lets callers in",
      stack: changed("gate", "identityProviders.gitHub", { enabled: true }),
      says: /who Entra does not know/,
    },
    {
      when: "the whole list of audiences is unknown",
      stack: changed("gate", "identityProviders.azureActiveDirectory.validation.allowedAudiences", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "whether the app has ingress is unknown",
      stack: changed("app", "configuration", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "enabled, with ids that only Entra gives", stack: stack() },
    {
      when: "an app without ingress needs none",
      stack: stack({ app: withInput(part("app"), "configuration.ingress", undefined), gate: undefined }),
    },
  ],
});
