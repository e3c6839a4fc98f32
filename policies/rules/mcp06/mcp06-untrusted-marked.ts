import { readsOf } from "../../../plan/expression/reads";
import type { Step } from "../../../plan/policy-flow";
import { answerProblem } from "../../framework/answers";
import { API, approvals, textIn } from "../../framework/approved";
import { nameOf, WITHOUT_TEXT } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** The member of `_meta` by which a host tells what a server wrote from what it was told. */
const MARK = "bulwark.dev/untrusted";
const MARKINGS: readonly string[] = ["metadata", "delimited"];

export const rule: Rule = {
  name: "mcp06-untrusted-marked",
  control: "MCP06-3",
  title: "What a server wrote is marked as untrusted",
  why: "A model that cannot tell a tool's answer from its user's words does what the answer says.",
  severity: "high",
  remedy: `In outbound set the member ${MARK} in _meta of every answer that is read, in set-body or in the step from whose variable it writes the answer; write marking metadata or delimited.`,
  stack: {
    types: [API],
    judge: (stack) => {
      for (const { api, document, routes } of approvals(stack)) {
        const marking = textIn(document.marking);
        if (!MARKINGS.includes(marking)) {
          api.wrong(`its marking is "${marking}": write ${MARKINGS.join(" or ")}.`);
        }
        for (const judged of routes.filter(({ route }) => !WITHOUT_TEXT.has(route.method))) {
          const problem = answerProblem(judged, marks);
          if (problem !== undefined) {
            judged.place.wrong(`${nameOf(judged)} hands answers on without a mark: ${problem}.`);
          }
        }
      }
    },
  },
};

function marks(step: Step): boolean {
  const expression =
    step.name === "set-variable" ? (step.attributes.value ?? "") : step.name === "set-body" ? step.text : "";
  return readsOf(expression).texts.includes(MARK);
}
