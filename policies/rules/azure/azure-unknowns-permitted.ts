import { normalizeType } from "../../../plan/type-token";
import { judgeUnknownsOf } from "../../../plan/unknowns";
import type { Rule } from "../../framework/rule";
import { CANNOT_BE_KNOWN } from "../../verdict";

export const rule: Rule = {
  name: "azure-unknowns-permitted",
  control: "azure",
  title: "Nothing is unknown but the ids that only deployment gives",
  why: "One unknown hides a whole policy document or property from every judge: what cannot be read in preview is deployed unread.",
  severity: "high",
  remedy:
    "Compute the value from settings and names (ARM ids carry their dependency by the URN), or put an id that only Entra gives into a named value of its own.",
  stack: {
    judge: (stack) => {
      const typeOf = (urn: string): string | undefined => {
        const type = stack.view.byUrn(urn)?.type;
        return type === undefined ? undefined : normalizeType(type);
      };
      for (const resource of stack.view.resources) {
        for (const unknown of judgeUnknownsOf(resource, typeOf)) {
          if (!unknown.permitted) {
            stack
              .place(resource)
              .wrong(
                `${CANNOT_BE_KNOWN} ${unknown.path}: ${unknown.problem ?? "it is not permitted"}. Compute it from settings and names.`,
              );
          }
        }
      }
    },
  },
};
