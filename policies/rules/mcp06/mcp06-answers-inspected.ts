import { API, approvals, textIn, type Approved } from "../../framework/approved";
import { shieldProblem, shieldsOf } from "../../framework/content-safety";
import { goodAnswers } from "../../framework/decisions";
import { nameOf, WITHOUT_TEXT, type JudgedRoute } from "../../framework/routes";
import type { Step } from "../../../plan/policy-flow";
import type { Rule } from "../../framework/rule";

/** Classes of data that may be streamed past inspection. */
const STREAMABLE: readonly string[] = ["public", "internal"];

export const rule: Rule = {
  name: "mcp06-answers-inspected",
  control: "MCP06-2",
  title: "What a server answers passes Prompt Shields, unless it is streamed and of a low class",
  why: "The commonest injection does not come from the user: it stands in the page, the mail or the record that a tool returns.",
  severity: "critical",
  remedy:
    "In outbound call text:shieldPrompt of the planned account with the answer as documents, on every way on which an answer is read, and refuse where it finds an attack; results: streamed only for public or internal data.",
  stack: {
    types: [API],
    judge: (stack) => {
      const isShield = shieldsOf(stack);
      for (const approved of approvals(stack)) {
        judgeServer(approved, isShield);
      }
    },
  },
};

function judgeServer({ api, document, routes }: Approved, isShield: (step: Step) => boolean): void {
  const results = textIn(document.results);
  if (results === "streamed") {
    const dataClass = textIn(document.dataClass);
    if (!STREAMABLE.includes(dataClass)) {
      api.wrong(`its answers are streamed uninspected, and its data is "${dataClass}": write results inspected.`);
    }
  } else if (results !== "inspected") {
    api.wrong(`its results are "${results}": write inspected or streamed.`);
  }
  // Lists and instructions are read whole from every server.
  routes
    .filter(({ route }) => !WITHOUT_TEXT.has(route.method))
    .forEach((judged) => {
      judgeRoute(judged, isShield);
    });
}

function judgeRoute(judged: JudgedRoute, isShield: (step: Step) => boolean): void {
  const problem = shieldProblem(judged.policy.sections.outbound, isShield, goodAnswers(judged));
  if (problem !== undefined) {
    judged.place.wrong(
      `${nameOf(judged)} hands answers on that nobody inspected: ${problem}. Call text:shieldPrompt of the planned account in outbound, with return-response where it finds an attack.`,
    );
  }
}
