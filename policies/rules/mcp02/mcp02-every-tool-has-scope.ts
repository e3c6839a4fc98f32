import { readsOf } from "../../../plan/expression/reads";
import type { Step } from "../../../plan/policy-flow";
import { API, approvals, entriesOf, asList, textIn, textsIn, type Approved } from "../../framework/approved";
import { APPROVED } from "../../framework/approved-variables";
import { decisionProblem, goodRequests, naming } from "../../framework/decisions";
import type { Place } from "../../framework/place";
import { nameOf, WITHOUT_TEXT, type JudgedRoute } from "../../framework/routes";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const APPLICATION = "azuread:index/application:Application";
const NEEDED = "which scopes an application has must be known";

export const rule: Rule = {
  name: "mcp02-every-tool-has-scope",
  control: "MCP02-2",
  title: "Whatever a server offers is opened by exactly one of its scopes",
  why: "A tool without a scope, or with one that the application does not have, is open to everybody with a token, or to nobody.",
  severity: "critical",
  remedy:
    "In the literal JSON of the API's policy give each tool, prompt, resource and method a scope that stands in scopes, and define each of those scopes on the server's application.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        problemsOf(stack, approved).forEach((problem) => {
          approved.api.wrong(`${problem}.`);
        });
        approved.routes.filter(({ route }) => !WITHOUT_TEXT.has(route.method)).forEach(judgeDecision);
      }
    },
  },
};

/** Reasons of the step that decides by the document; both are data of one decision. */
const REASONS = ["insufficient-scope", "tool-not-available"] as const;

function judgeDecision(judged: JudgedRoute): void {
  const decides = (step: Step): boolean =>
    naming(...REASONS)(step) && readsOf(step.attributes.value ?? "").variables.includes(APPROVED);
  const problem = decisionProblem(judged.policy.sections.inbound, decides, goodRequests(judged));
  if (problem !== undefined) {
    judged.place.wrong(
      `${nameOf(judged)} reaches a backend without a decision by scope: ${problem}. Decide it from the variable ${APPROVED} with the reasons ${REASONS.join(" and ")}, and refuse by it.`,
    );
  }
}

function problemsOf(stack: StackUnderJudgement, approved: Approved): readonly string[] {
  const scopes = textsIn(approved.document.scopes);
  if (scopes.length === 0 || scopes.length !== asList(approved.document.scopes).length) {
    return ["its policy names no scopes: name those of the server's application, the one to start with first"];
  }
  const unopened = entriesOf(approved)
    .filter(({ entry }) => !scopes.includes(textIn(entry.scope)))
    .map(
      ({ what, entry }) =>
        `${what} has the scope ${JSON.stringify(entry.scope ?? null)}: name one of ${scopes.join(", ")}`,
    );
  return [...unopened, ...twice(approved), ...undefinedScopes(stack, approved, scopes)];
}

/** A resource that stands in the list twice would be opened by the looser of two scopes. */
function twice(approved: Approved): readonly string[] {
  const uris = entriesOf(approved)
    .filter(({ kind }) => kind === "resource")
    .map(({ name }) => name);
  return uris
    .filter((uri, index) => uris.indexOf(uri) !== index)
    .map((uri) => `resource ${uri} stands in its policy twice: leave it in one scope`);
}

function undefinedScopes(
  stack: StackUnderJudgement,
  { document }: Approved,
  scopes: readonly string[],
): readonly string[] {
  const uri = textIn(document.audienceUri);
  const application = stack
    .places(APPLICATION)
    .find((candidate) => uri !== "" && textsIn(candidate.at("identifierUris").value).includes(uri));
  if (application === undefined) {
    return [`no application of this stack has the URI "${uri}": name the server's own in audienceUri`];
  }
  const known = scopeNames(application);
  return scopes
    .filter((scope) => !known.includes(scope))
    .map((scope) => `its application does not define the scope ${scope}: define it there`);
}

function scopeNames(application: Place): readonly string[] {
  return application
    .at("api.oauth2PermissionScopes")
    .items(NEEDED)
    .filter((scope) => scope.at("enabled").value !== false)
    .map((scope) => scope.at("value").text(NEEDED) ?? "");
}
