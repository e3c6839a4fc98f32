import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp02/mcp02-no-omnibus-scope";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "one scope opens everything",
      stack: changed("application", "api.oauth2PermissionScopes", [{ value: "user_impersonation" }]),
      says: /"user_impersonation": name one capability/,
    },
    {
      when: "a scope ends in all",
      stack: changed("application", "api.oauth2PermissionScopes[0].value", "trails.all"),
      says: /trails.all/,
    },
    {
      when: "an app role is a wildcard",
      stack: changed("application", "appRoles[0].value", "*"),
      says: /name one capability/,
    },
    {
      when: "a scope of its own is omnibus",
      stack: adding(
        resource("azuread:index/applicationPermissionScope:ApplicationPermissionScope", "all", {
          value: "full_access",
        }),
      ),
      says: /full_access/,
    },
    {
      when: "a scope's name is unknown",
      stack: changed("application", "api.oauth2PermissionScopes[0].value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "one capability a scope", stack: stack() },
    {
      when: "a word that only contains one",
      stack: changed("application", "api.oauth2PermissionScopes[0].value", "wallets.read"),
    },
  ],
});
