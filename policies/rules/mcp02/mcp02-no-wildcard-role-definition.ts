import type { Rule } from "../../framework/rule";

/** Actions that lead to more than they say: granting access, and reading keys that are passwords for all data. */
const ESCALATING = /^Microsoft\.Authorization\/.*(?:write|action)$|\/list\w*(?:keys|credentials|secrets)\/action$/i;

export const rule: Rule = {
  name: "mcp02-no-wildcard-role-definition",
  control: "MCP02-3",
  title: "Custom roles name each action",
  why: "A wildcard grants what Azure adds tomorrow, and hides in it the right to grant rights.",
  severity: "high",
  remedy:
    "List the exact actions and dataActions; leave out *, Microsoft.Authorization writes and the reading of keys.",
  resource: {
    types: ["azure-native:authorization:RoleDefinition"],
    judge: (role) => {
      for (const permission of role.at("permissions").items("the role's permissions must be known")) {
        for (const list of ["actions", "dataActions"]) {
          for (const action of permission.at(list).items("the role's actions must be known")) {
            action.must((value) => typeof value === "string" && !value.includes("*"), "name each action, without *");
            action.must(
              (value) => typeof value !== "string" || !ESCALATING.test(value),
              "leave it out: it grants access or reads keys",
            );
          }
        }
      }
    },
  },
};
