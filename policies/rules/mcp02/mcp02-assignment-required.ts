import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp02-assignment-required",
  control: "MCP02-5",
  title: "Entra gives tokens only to assigned users",
  why: "Without assignment every user and guest of the tenant gets a token for the server, and group membership decides nothing.",
  severity: "high",
  remedy: "Set appRoleAssignmentRequired to true on the ServicePrincipal and assign groups.",
  resource: {
    types: ["azuread:index/servicePrincipal:ServicePrincipal"],
    judge: (principal) => {
      // With useExisting it only looks up a principal that somebody else owns, such as Microsoft Graph's.
      if (principal.at("useExisting").value !== true) {
        principal.at("appRoleAssignmentRequired").must(is(true), "write true");
      }
    },
  },
};
