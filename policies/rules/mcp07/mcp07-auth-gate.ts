import { is, isAbsentOrEmpty, isNot, matches } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

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
  const gate = stack
    .places(AUTH_CONFIG)
    .find(
      (candidate) =>
        candidate.at("containerAppName").value === name &&
        candidate.at("resourceGroupName").value === app.at("resourceGroupName").value,
    );
  if (gate === undefined) {
    app.wrong("it has ingress and no ContainerAppsAuthConfig: add one named current for it.");
    return;
  }
  gate.at("authConfigName").must(is("current"), "Container Apps reads only the one named current");
  gate.at("platform.enabled").must(is(true), "write true");
  gate.at("globalValidation.unauthenticatedClientAction").must(is("Return401"), "write Return401");
  gate
    .at("globalValidation.excludedPaths")
    .must(isAbsentOrEmpty, "leave it out: an excluded path is a door without a gate");
  judgeEntra(gate.at("identityProviders.azureActiveDirectory"));
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
function judgeEntra(entra: Place): void {
  entra.at("enabled").must(is(true), "write true");
  entra.at("registration.clientId").mustBePresent("write the client id of the server's application");
  entra
    .at("registration.openIdIssuer")
    .must(
      matches(/^https:\/\/login\.microsoftonline\.com\/[0-9a-f]{8}-[0-9a-f-]{27}\/v2\.0$/i),
      "write https://login.microsoftonline.com/<your tenant's id>/v2.0",
    );
  entra
    .at("registration.clientSecretSettingName")
    .must(isAbsentOrEmpty, "leave it out: checking bearer tokens needs no secret");
  entra.at("validation.allowedAudiences").mustHaveItems("name the audience of this server's tokens");
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
