import type { Json } from "../../../plan/format";
import { readsOf } from "../../../plan/expression/reads";
import { isExpression } from "../../../plan/policy-document";
import { allSteps, type Step } from "../../../plan/policy-flow";
import { isList } from "../../../plan/values";
import { answerProblem } from "../../framework/answers";
import { API, approvals, asObject, textIn } from "../../framework/approved";
import { nameOf, WITHOUT_TEXT, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** How what was taken out is written: `[redacted:<kind>]`. */
const REPLACEMENT = "[redacted:";
/** What must be taken out, and from which class of data on at the latest. */
const DEMANDED = [
  { class: "credential", from: ["public"] },
  { class: "personal", from: ["public", "internal"] },
] as const;

export const rule: Rule = {
  name: "mcp01-redaction-in-force",
  control: "MCP01-5",
  title: "Credentials and personal data are taken out of answers",
  why: "A tool that returns a configuration file, a log or a record hands keys and people's data to the model, and to whatever the model writes to.",
  severity: "high",
  remedy:
    "In outbound take credentials (of any class) and personal data (from internal on) out of every answer that is read, by a literal list of rules, in a step from whose variable set-body writes the answer.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const { routes } of approvals(stack)) {
        routes.filter(({ route }) => !WITHOUT_TEXT.has(route.method)).forEach(judgeRoute);
      }
    },
  },
};

function judgeRoute(judged: JudgedRoute): void {
  const problem = answerProblem(judged, redacts);
  if (problem !== undefined) {
    judged.place.wrong(`${nameOf(judged)} hands answers on with whatever they hold: ${problem}.`);
    return;
  }
  const rules = rulesIn(judged.policy.sections.outbound);
  for (const demanded of DEMANDED) {
    const found = rules.some(
      (entry) =>
        textIn(asObject(entry).class) === demanded.class &&
        demanded.from.some((dataClass) => dataClass === asObject(entry).from),
    );
    if (!found) {
      judged.place.wrong(
        `${nameOf(judged)} takes no ${demanded.class} data out: its rules must have some from class ${demanded.from.join(" or ")} on.`,
      );
    }
  }
}

function redacts(step: Step): boolean {
  return (
    step.name === "set-variable" &&
    readsOf(step.attributes.value ?? "").texts.some((text) => text.startsWith(REPLACEMENT))
  );
}

/** The literal lists of rules that the section sets; each has `class` and `from`. */
function rulesIn(steps: readonly Step[]): readonly Json[] {
  return [...allSteps(steps)]
    .filter(({ name, attributes }) => name === "set-variable" && !isExpression(attributes.value ?? ""))
    .flatMap(({ attributes }) => listIn(attributes.value ?? ""));
}

function listIn(text: string): readonly Json[] {
  if (!text.trimStart().startsWith("[")) {
    return [];
  }
  try {
    const value = JSON.parse(text) as Json;
    return isList(value) ? value : [];
  } catch {
    return [];
  }
}
