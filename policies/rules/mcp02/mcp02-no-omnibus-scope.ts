import type { Place } from "../../framework/place";
import type { Rule } from "../../framework/rule";

/** Words that stand for everything, as a whole name or as one part of it. */
const OMNIBUS =
  /(?:^|[._:/-])(?:\*|all|any|full|full[_-]?access|everything|admin|root|superuser|default|user_impersonation|access_as_user)(?:$|[._:/-])|\*/i;
const NEEDED = "scopes and roles must be known";
const ADVICE = "name one capability, such as trails.read";

export const rule: Rule = {
  name: "mcp02-no-omnibus-scope",
  control: "MCP02-1",
  title: "Every scope and role names one capability",
  why: "With one scope for everything, whoever consents to reading has consented to deleting, and a stolen token opens every tool.",
  severity: "high",
  remedy: "Split the scope or app role by capability (trails.read, trails.write) and give each tool the smallest one.",
  resource: {
    types: [
      "azuread:index/application:Application",
      "azuread:index/applicationPermissionScope:ApplicationPermissionScope",
      "azuread:index/applicationAppRole:ApplicationAppRole",
    ],
    judge: (place) => {
      if (place.type !== "azuread:index/application:Application") {
        judgeName(place.at("value"));
        return;
      }
      for (const list of ["api.oauth2PermissionScopes", "appRoles"]) {
        for (const entry of place.at(list).items(NEEDED)) {
          judgeName(entry.at("value"));
        }
      }
    },
  },
};

function judgeName(name: Place): void {
  name.must((value) => typeof value === "string" && value !== "" && !OMNIBUS.test(value), ADVICE);
}
