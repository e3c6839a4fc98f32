import { alwaysPasses } from "../../../plan/policy-flow";
import { API, forwardingRoutes, nameOf, treatsHeader } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** Headers with which a backend tells what it is made of. */
const TELLING = ["Server", "X-Powered-By"] as const;
const SECTIONS = ["outbound", "on-error"] as const;

export const rule: Rule = {
  name: "mcp10-minimal-headers",
  control: "MCP10-3",
  title: "Answers do not tell what answers",
  why: "Names and versions of what runs behind the gateway are the first thing that an attacker looks up.",
  severity: "low",
  remedy: `In outbound and on-error delete the headers ${TELLING.join(" and ")} with set-header, exists-action delete, outside of any choose.`,
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        for (const section of SECTIONS) {
          const kept = TELLING.filter(
            (header) =>
              !alwaysPasses(
                judged.policy.sections[section],
                (step) => treatsHeader(step, header, "delete"),
                judged.decide,
              ),
          );
          if (kept.length > 0) {
            judged.place.wrong(
              `${nameOf(judged)} may let ${kept.join(", ")} through in <${section}>: delete it there with set-header.`,
            );
          }
        }
      }
    },
  },
};
