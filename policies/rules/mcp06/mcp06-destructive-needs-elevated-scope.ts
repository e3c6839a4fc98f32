import { API, approvals, entriesOf, textIn, textsIn, type Approved } from "../../framework/approved";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const APPLICATION = "azuread:index/application:Application";
const PRE_AUTHORIZED = "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized";
const NEEDED = "which scopes are granted without consent must be known";

export const rule: Rule = {
  name: "mcp06-destructive-needs-elevated-scope",
  control: "MCP06-5",
  title: "What destroys needs a scope that nobody has in passing",
  why: "An injected instruction that deletes or pays succeeds with the token that the client already had for reading.",
  severity: "high",
  remedy:
    "Give each tool that is annotated as destructive a scope that stands in elevated and is not the first, and pre-authorise no client for it.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        [...scopeProblems(approved), ...grantProblems(stack, approved)].forEach((problem) => {
          approved.api.wrong(`${problem}.`);
        });
      }
    },
  },
};

function scopeProblems(approved: Approved): readonly string[] {
  const elevated = textsIn(approved.document.elevated);
  const [first = ""] = textsIn(approved.document.scopes);
  const tools = entriesOf(approved).filter(({ kind }) => kind === "tool");
  return [
    ...(elevated.includes(first)
      ? [`its first scope, ${first}, is elevated though every client asks for it at the start: put a plain one first`]
      : []),
    ...tools
      .filter(({ entry }) => typeof entry.destructive !== "boolean")
      .map(({ what }) => `${what} does not say whether it destroys: write destructive, true or false`),
    ...tools
      .filter(({ entry }) => entry.destructive === true && !elevated.includes(textIn(entry.scope)))
      .map(({ what, entry }) => `${what} destroys, and its scope ${textIn(entry.scope)} is a plain one: elevate it`),
  ];
}

function grantProblems(stack: StackUnderJudgement, { document }: Approved): readonly string[] {
  const elevated = textsIn(document.elevated);
  const applications = stack
    .places(APPLICATION)
    .filter((application) => textsIn(application.at("identifierUris").value).includes(textIn(document.audienceUri)));
  const names = new Map(
    applications.flatMap((application) =>
      application
        .at("api.oauth2PermissionScopes")
        .items(NEEDED)
        .map((scope): [string, string] => [scope.at("id").text(NEEDED) ?? "", scope.at("value").text(NEEDED) ?? ""]),
    ),
  );
  return stack.places(PRE_AUTHORIZED).flatMap((grant) =>
    grant
      .at("permissionIds")
      .items(NEEDED)
      .map((permission) => names.get(permission.text(NEEDED) ?? ""))
      .filter((scope) => scope !== undefined && elevated.includes(scope))
      .map((scope) => `a client is pre-authorised for its elevated scope ${String(scope)}: take that grant out`),
  );
}
