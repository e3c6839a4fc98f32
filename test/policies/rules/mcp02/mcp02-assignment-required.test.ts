import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp02/mcp02-assignment-required";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "anybody in the tenant gets a token",
      stack: changed("servicePrincipal", "appRoleAssignmentRequired", false),
      says: /appRoleAssignmentRequired is false/,
    },
    {
      when: "it is not mentioned",
      stack: changed("servicePrincipal", "appRoleAssignmentRequired", undefined),
      says: /is not set: write true/,
    },
    {
      when: "it is unknown",
      stack: changed("servicePrincipal", "appRoleAssignmentRequired", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "assigned users only", stack: stack() },
    {
      when: "a principal that somebody else owns is looked up",
      stack: adding(
        resource("azuread:index/servicePrincipal:ServicePrincipal", "graph", {
          clientId: "00000003-0000-0000-c000-000000000000",
          useExisting: true,
        }),
      ),
    },
  ],
});
