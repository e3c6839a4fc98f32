import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { LOCAL_AUTH } from "../../tables/local-auth";
import { roleOf, type Role } from "../../tables/roles";

const TYPE = "azure-native:authorization:RoleAssignment";
const ONE_RESOURCE = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+(?:\/[^/]+\/[^/]+)+$/i;
/** Powers that a workload may hold: it reads or writes data, it does not run services. */
const WORKLOAD_POWERS: readonly string[] = ["reader", "data-reader", "data-writer"];

export const rule: Rule = {
  name: "mcp02-least-role",
  control: "MCP02-3",
  title: "Identities hold data roles on single resources only",
  why: "A server that is Contributor on a group can open the network, read keys and grant itself more: one poisoned tool then owns the environment.",
  severity: "critical",
  remedy:
    "Assign a built-in data role (Storage Blob Data Reader, AcrPull, ...) with the id of one resource as scope. A role that reads keys may stand only where the resource accepts none.",
  resource: {
    types: [TYPE],
    judge: (assignment) => {
      assignment
        .at("scope")
        .must(
          (scope) => typeof scope === "string" && ONE_RESOURCE.test(scope),
          "write the id of one resource, not of a group, subscription or management group",
        );
      const role = roleIn(assignment);
      if (role !== undefined && (!WORKLOAD_POWERS.includes(role.power) || role.canAssignRoles === true)) {
        assignment.wrong(`it assigns ${role.name}, which is ${role.power}: assign the smallest data role that does.`);
      }
    },
  },
  stack: {
    types: [TYPE],
    judge: (stack) => {
      for (const assignment of stack.places(TYPE)) {
        judgeKeys(stack, assignment);
      }
    },
  },
};

function roleIn(assignment: Place): Role | undefined {
  const place = assignment.at("roleDefinitionId");
  const id = place.text("the role must be known");
  const role = id === undefined ? undefined : roleOf(id);
  if (role === undefined && place.hiddenAt === undefined) {
    place.violation(
      "the pack's table of built-in roles (policies/tables/built-in-roles.json) does not know it; assign one it knows",
    );
  }
  return role;
}

/** Some data roles can also read account keys; harmless only where the account accepts no key. */
function judgeKeys(stack: StackUnderJudgement, assignment: Place): void {
  const { value } = assignment.at("roleDefinitionId");
  const role = typeof value === "string" ? roleOf(value) : undefined;
  if (role?.canReadKeys !== true || !WORKLOAD_POWERS.includes(role.power)) {
    return;
  }
  const target = stack.view.byArmId(assignment.at("scope").value);
  const place = target === undefined ? undefined : stack.place(target);
  const keySwitch = LOCAL_AUTH.find(({ type }) => type === place?.type);
  if (place === undefined || keySwitch === undefined || place.at(keySwitch.path).value !== keySwitch.off) {
    assignment.wrong(
      `it assigns ${role.name}, which can read account keys, on a resource that is not planned here with keys turned off: choose a role without keys, or turn local authentication off there.`,
    );
  }
}
