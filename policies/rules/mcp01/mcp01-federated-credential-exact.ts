import { GUID, matches } from "../../framework/accepts";
import { isList } from "../../../plan/values";
import type { Rule } from "../../framework/rule";
import { isOfAnotherTenant, TENANT_ISSUER } from "../../framework/issuer";

const TYPE = "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";
const FLEXIBLE =
  "azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential";
const AUDIENCE = "api://AzureADTokenExchange";

export const rule: Rule = {
  name: "mcp01-federated-credential-exact",
  control: "MCP01-1",
  title: "Federated credentials trust one managed identity of the own tenant",
  why: "A credential that trusts another issuer, or a pattern of subjects, makes whoever controls that issuer the server.",
  severity: "critical",
  remedy: `Write issuer https://login.microsoftonline.com/<tenant>/v2.0, audiences [${AUDIENCE}] and as subject the principal id of a managed identity.`,
  resource: {
    types: [TYPE, FLEXIBLE],
    judge: (credential) => {
      if (credential.type === FLEXIBLE) {
        credential.wrong("it trusts every subject that matches an expression: name one subject.");
        return;
      }
      credential.at("issuer").must(matches(TENANT_ISSUER), "write https://login.microsoftonline.com/<tenant id>/v2.0");
      credential
        .at("audiences")
        .must((value) => isList(value) && value.length === 1 && value[0] === AUDIENCE, `write [${AUDIENCE}]`);
      credential.at("subject").must(matches(GUID), "write the principal id of a managed identity");
    },
  },
  stack: {
    types: [TYPE],
    judge: (stack) => {
      for (const credential of stack.places(TYPE)) {
        const issuer = credential.at("issuer");
        if (isOfAnotherTenant(stack, issuer.value)) {
          issuer.violation("that is another tenant than the one of this stack's vault");
        }
      }
    },
  },
};
