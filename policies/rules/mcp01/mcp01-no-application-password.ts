import { isAbsentOrEmpty } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

const APPLICATION = "azuread:index/application:Application";

/** Classes that exist to give an application a secret or a key pair that somebody must keep. */
const CREDENTIALS: readonly string[] = [
  "azuread:index/applicationPassword:ApplicationPassword",
  "azuread:index/applicationCertificate:ApplicationCertificate",
  "azuread:index/servicePrincipalPassword:ServicePrincipalPassword",
  "azuread:index/servicePrincipalCertificate:ServicePrincipalCertificate",
  "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate",
];

export const rule: Rule = {
  name: "mcp01-no-application-password",
  control: "MCP01-1",
  title: "No Entra application has a secret of its own",
  why: "A client secret leaks from state files, pipelines and logs, and whoever holds it is the server until it expires.",
  severity: "critical",
  remedy:
    "Remove the password or certificate. Add an ApplicationFederatedIdentityCredential whose subject is the principal id of a managed identity.",
  resource: {
    types: [APPLICATION, ...CREDENTIALS],
    judge: (place) => {
      if (place.type !== APPLICATION) {
        place.wrong("it gives an application a credential to keep: use a federated credential of a managed identity.");
        return;
      }
      place.at("password").must(isAbsentOrEmpty, "leave it out and use a federated credential");
      place.at("passwords").must(isAbsentOrEmpty, "leave it out and use a federated credential");
    },
  },
};
