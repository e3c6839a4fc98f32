import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp06/mcp06-destructive-needs-elevated-scope";
import { describeRule } from "../../cases";
import { adding, approving, changed, stack } from "../../fixture";
import { resource } from "../../resources";

function grantOf(scope: number) {
  return resource("azuread:index/applicationPreAuthorized:ApplicationPreAuthorized", "client", {
    applicationId: "/applications/x",
    authorizedClientId: "aebc6443-996d-45c2-90f0-388ff96faa56",
    permissionIds: [`00000000-0000-4000-8000-00000000000${scope}`],
  });
}

describeRule(rule, {
  noncompliance: [
    {
      when: "a destructive tool has a plain scope",
      stack: approving("tools.clear_trails.scope", "trails.read"),
      says: /tool clear_trails destroys, and its scope trails\.read is a plain one/,
    },
    {
      when: "no scope is elevated",
      stack: approving("elevated", []),
      says: /tool clear_trails destroys/,
    },
    {
      when: "the first scope is elevated",
      stack: approving("elevated", ["trails.read", "trails.clear"]),
      says: /its first scope, trails\.read, is elevated/,
    },
    {
      when: "a tool does not say whether it destroys",
      stack: approving("tools.find_trails.destructive", undefined),
      says: /tool find_trails does not say whether it destroys/,
    },
    {
      when: "a client is pre-authorised for an elevated scope",
      stack: adding(grantOf(2)),
      says: /pre-authorised for its elevated scope trails\.clear/,
    },
    {
      when: "what clients are pre-authorised for is unknown",
      stack: adding({ ...grantOf(1), inputs: { ...grantOf(1).inputs, permissionIds: UNKNOWN } }),
      says: /^cannot be known in preview: /,
    },
    {
      when: "the policy is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "the destructive tool has the elevated scope", stack: stack() },
    { when: "a client is pre-authorised for a plain scope", stack: adding(grantOf(1)) },
  ],
});
