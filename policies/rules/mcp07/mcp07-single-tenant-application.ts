import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp07-single-tenant-application",
  control: "MCP07-8",
  title: "Applications belong to one tenant and issue v2 tokens",
  why: "A multi-tenant application gives tokens to users of any tenant; v1 tokens have another issuer and audience than the policies check.",
  severity: "high",
  remedy:
    "Set signInAudience to AzureADMyOrg, and api.requestedAccessTokenVersion to 2 where the application has an API.",
  resource: {
    types: ["azuread:index/application:Application", "azuread:index/applicationRegistration:ApplicationRegistration"],
    judge: (application) => {
      application.at("signInAudience").must(is("AzureADMyOrg"), "write AzureADMyOrg");
      const version =
        application.type === "azuread:index/application:Application"
          ? application.at("api.requestedAccessTokenVersion")
          : application.at("requestedAccessTokenVersion");
      version.must(is(2), "write 2");
    },
  },
};
