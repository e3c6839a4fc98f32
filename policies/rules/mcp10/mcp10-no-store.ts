import { alwaysPasses, type Step } from "../../../plan/policy-flow";
import { child } from "../../../plan/policy-document";
import { API, forwardingRoutes, nameOf, treatsHeader } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp10-no-store",
  control: "MCP10-2",
  title: "No answer may be stored on its way",
  why: "A cache between gateway and client hands one user's answer to the next.",
  severity: "medium",
  remedy:
    "In outbound of each API write set-header Cache-Control, exists-action override, value no-store, outside of any choose.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        if (!alwaysPasses(judged.policy.sections.outbound, forbidsStoring, judged.decide)) {
          judged.place.wrong(
            `${nameOf(judged)} answers on some way without Cache-Control: no-store: override that header in outbound.`,
          );
        }
      }
    },
  },
};

function forbidsStoring(step: Step): boolean {
  return (
    treatsHeader(step, "Cache-Control", "override") &&
    (child(step, "value")?.text ?? "").split(",").some((directive) => directive.trim().toLowerCase() === "no-store")
  );
}
