import { isNot } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp07-no-implicit-grant",
  control: "MCP07-8",
  title: "No application hands out tokens in an address",
  why: "Implicit grant puts tokens into browser history, logs and referrers; a public client by fallback needs no proof at all.",
  severity: "high",
  remedy:
    "Leave web.implicitGrant out or set both of its switches to false, leave fallbackPublicClientEnabled and oauth2PostResponseRequired false, and use the authorization code with PKCE.",
  resource: {
    types: ["azuread:index/application:Application", "azuread:index/applicationRegistration:ApplicationRegistration"],
    judge: (application) => {
      for (const path of [
        "web.implicitGrant.accessTokenIssuanceEnabled",
        "web.implicitGrant.idTokenIssuanceEnabled",
        "implicitAccessTokenIssuanceEnabled",
        "implicitIdTokenIssuanceEnabled",
        "fallbackPublicClientEnabled",
        "oauth2PostResponseRequired",
      ]) {
        application.at(path).must(isNot(true), "leave it out, or write false");
      }
    },
  },
};
