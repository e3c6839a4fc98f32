import { isList } from "../../../plan/values";
import { is, isAbsentOrEmpty, isNot, matches, same } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { isOfAnotherTenant, TENANT_ISSUER } from "../../framework/issuer";

const APP = "azure-native:app:ContainerApp";
const AUTH_CONFIG = "azure-native:app:ContainerAppsAuthConfig";

export const rule: Rule = {
  name: "mcp07-auth-gate",
  control: "MCP07-3",
  title: "Every container app with ingress checks tokens a second time, itself",
  why: "Whoever reaches the container's address by a way around the gateway calls its tools without any check.",
  severity: "critical",
  remedy:
    "Add a ContainerAppsAuthConfig named current: enabled, Return401, the Entra issuer of your tenant, the audience of the server, and the principals or applications that may call.",
  stack: {
    types: [APP],
    judge: (stack) => {
      for (const app of stack.places(APP)) {
        const ingress = app.at("configuration.ingress");
        if (ingress.isPresent() || ingress.isHidden("whether the app has ingress decides whether it needs a gate")) {
          judgePorts(ingress);
          app
            .at("configuration.dapr.enabled")
            .must(isNot(true), "leave it out: calls through the Dapr sidecar pass the gate by");
          judgeGate(stack, app);
        }
      }
    },
  },
};

/** The gate reads HTTP on the main port; what comes in by TCP passes it by. */
function judgePorts(ingress: Place): void {
  ingress.at("transport").must(isNot("tcp"), "write http: the gate cannot read TCP");
  ingress.at("additionalPortMappings").must(isAbsentOrEmpty, "leave it out: the gate does not see other ports");
}

function judgeGate(stack: StackUnderJudgement, app: Place): void {
  const name = app.at("containerAppName").text("the gate is found by the app's name");
  const gates = stack
    .places(AUTH_CONFIG)
    .filter(
      (candidate) =>
        same(candidate.at("containerAppName").text("which app a gate is for must be known"), name) &&
        same(candidate.at("resourceGroupName").value, app.at("resourceGroupName").value),
    );
  if (gates.length === 0) {
    app.wrong("it has ingress and no ContainerAppsAuthConfig: add one named current for it.");
  }
  // Azure keeps one configuration named current an app: which of several is written last, nobody can tell.
  for (const gate of gates) {
    judgeConfiguration(stack, gate);
  }
}

function judgeConfiguration(stack: StackUnderJudgement, gate: Place): void {
  gate.at("authConfigName").must(is("current"), "Container Apps reads only the one named current");
  gate.at("platform.enabled").must(is(true), "write true");
  gate.at("globalValidation.unauthenticatedClientAction").must(is("Return401"), "write Return401");
  gate
    .at("globalValidation.excludedPaths")
    .must(isAbsentOrEmpty, "leave it out: an excluded path is a door without a gate");
  judgeEntra(stack, gate.at("identityProviders.azureActiveDirectory"));
  for (const provider of gate.at("identityProviders").names("which identity providers let callers in")) {
    if (provider !== "azureActiveDirectory") {
      gate
        .at("identityProviders")
        .member(provider)
        .wrong(`identityProviders.${provider} lets in who Entra does not know: leave it out.`);
    }
  }
}

/** An empty list restricts nothing (Container Apps reads it as "anyone"), so none may be empty. */
function judgeEntra(stack: StackUnderJudgement, entra: Place): void {
  entra.at("enabled").must(is(true), "write true");
  entra.at("registration.clientId").mustBePresent("write the client id of the server's application");
  const issuer = entra.at("registration.openIdIssuer");
  issuer.must(matches(TENANT_ISSUER), "write https://login.microsoftonline.com/<your tenant's id>/v2.0");
  if (isOfAnotherTenant(stack, issuer.value)) {
    issuer.violation("that is another tenant than the one of this stack's vault");
  }
  entra
    .at("registration.clientSecretSettingName")
    .must(isAbsentOrEmpty, "leave it out: checking bearer tokens needs no secret");
  const audiences = entra.at("validation.allowedAudiences");
  audiences.mustHaveItems("name the audience of this server's tokens");
  audiences.must((value) => !isList(value) || value.length <= 1, "name one audience, this server's");
  const policy = entra.at("validation.defaultAuthorizationPolicy");
  const principals = policy.at("allowedPrincipals.identities");
  const applications = policy.at("allowedApplications");
  if (!principals.isPresent() && !applications.isPresent() && policy.hiddenAt === undefined) {
    policy.violation("name the principals or the applications that may call; without a list anyone in the tenant may");
    return;
  }
  for (const callers of [principals, applications]) {
    if (callers.isPresent() || callers.hiddenAt !== undefined) {
      callers.mustHaveItems("name who may call; an empty list restricts nothing");
    }
  }
}
