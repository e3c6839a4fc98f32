import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-auth-gate";
import { describeRule } from "../../cases";
import { adding, changed, part, stack, without } from "../../fixture";
import { urnOf, withInput } from "../../resources";

const ENTRA = "identityProviders.azureActiveDirectory";
const ID = "99999999-9999-4999-8999-999999999999";
const second = {
  ...withInput(withInput(part("gate"), "containerAppName", "CA-TRAILS"), "platform.enabled", false),
  urn: urnOf("azure-native:app:ContainerAppsAuthConfig", "second"),
};

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
    {
      when: "a second gate of the same app, its name in another case, is off",
      stack: adding(second),
      says: /platform.enabled is false/,
    },
    {
      when: "which app a gate is for is unknown",
      stack: adding(withInput(second, "containerAppName", UNKNOWN)),
      says: /^cannot be known in preview: /,
    },
    {
      when: "tokens for two audiences are taken",
      stack: changed("gate", `${ENTRA}.validation.allowedAudiences`, [UNKNOWN, "api://other"]),
      says: /name one audience/,
    },
    {
      when: "the issuer is another tenant",
      stack: changed("gate", `${ENTRA}.registration.openIdIssuer`, `https://login.microsoftonline.com/${ID}/v2.0`),
      says: /another tenant/,
    },
    {
      when: "a Dapr sidecar calls the app past the gate",
      stack: changed("app", "configuration.dapr.enabled", true),
      says: /Dapr sidecar/,
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
