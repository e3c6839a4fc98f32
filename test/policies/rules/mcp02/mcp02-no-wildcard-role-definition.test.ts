import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp02/mcp02-no-wildcard-role-definition";
import { describeRule } from "../../cases";
import { adding } from "../../fixture";
import { GROUP, resource } from "../../resources";

const role = (actions: string[]) =>
  resource("authorization:RoleDefinition", "custom", { scope: GROUP, permissions: [{ actions, dataActions: [] }] });

describeRule(rule, {
  noncompliance: [
    { when: "every action is allowed", stack: adding(role(["*"])), says: /name each action/ },
    {
      when: "every write of a service is allowed",
      stack: adding(role(["Microsoft.App/*/write"])),
      says: /name each action/,
    },
    {
      when: "roles may be assigned",
      stack: adding(role(["Microsoft.Authorization/roleAssignments/write"])),
      says: /grants access or reads keys/,
    },
    {
      when: "keys may be read",
      stack: adding(role(["Microsoft.Storage/storageAccounts/listKeys/action"])),
      says: /grants access or reads keys/,
    },
    { when: "the actions are unknown", stack: adding(role([UNKNOWN])), says: /^cannot be known in preview: / },
  ],
  compliance: [{ when: "exact actions", stack: adding(role(["Microsoft.App/containerApps/read"])) }],
});
