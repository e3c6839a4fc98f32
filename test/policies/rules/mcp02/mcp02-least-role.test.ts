import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp02/mcp02-least-role";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";
import { GROUP, SUBSCRIPTION } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "the role is Contributor",
      stack: changed("roleAssignment", "roleDefinitionId", "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"),
      says: /assigns Contributor, which is privileged/,
    },
    {
      when: "the role grants roles",
      stack: changed("roleAssignment", "roleDefinitionId", "/x/18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"),
      says: /User Access Administrator/,
    },
    {
      when: "the role is known to nobody here",
      stack: changed("roleAssignment", "roleDefinitionId", "/x/99999999-9999-4999-8999-999999999999"),
      says: /does not know it/,
    },
    {
      when: "the scope is a resource group",
      stack: changed("roleAssignment", "scope", GROUP),
      says: /write the id of one resource/,
    },
    {
      when: "the scope is the subscription",
      stack: changed("roleAssignment", "scope", SUBSCRIPTION),
      says: /write the id of one resource/,
    },
    {
      when: "the role reads keys of an account that takes keys",
      stack: changed("safety", "properties.disableLocalAuth", false),
      says: /can read account keys/,
    },
    {
      when: "the role is unknown",
      stack: changed("roleAssignment", "roleDefinitionId", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "the scope is unknown",
      stack: changed("roleAssignment", "scope", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "a data role on one resource", stack: stack() }],
});
