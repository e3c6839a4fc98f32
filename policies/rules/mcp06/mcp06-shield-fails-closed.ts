import { callsContentSafety, failsOpen } from "../../framework/content-safety";
import { goodAnswers, goodRequests, stepsOf } from "../../framework/decisions";
import { allRoutes, API, nameOf, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

const SECTIONS = ["inbound", "backend", "outbound"] as const;

export const rule: Rule = {
  name: "mcp06-shield-fails-closed",
  control: "MCP06-4",
  title: "When Content Safety does not answer, the request is refused",
  why: 'An attacker who makes the shield fail (too long, too many, malformed) walks through it: "not 200, so safe" is the commonest mistake in public policies.',
  severity: "critical",
  remedy:
    "After the send-request put a choose whose when is true for a null response and for any status but 200, and which ends in a return-response; only then look at the answer.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of onePerDocument(allRoutes(stack))) {
        for (const section of SECTIONS) {
          judgeSection(judged, section);
        }
      }
    },
  },
};

function judgeSection(judged: JudgedRoute, section: (typeof SECTIONS)[number]): void {
  const steps = judged.policy.sections[section];
  const assumed = section === "outbound" ? goodAnswers({ given: {} }) : goodRequests({ given: {} });
  for (const call of stepsOf(steps, callsContentSafety)) {
    const problem = failsOpen(steps, call, assumed);
    if (problem !== undefined) {
      judged.place.wrong(
        `${nameOf(judged)}: the call to Content Safety on line ${call.line} of <${section}> fails open: ${problem}. Write <choose><when condition="@(response == null || response.StatusCode != 200)"> with a return-response after it.`,
      );
    }
  }
}

/** Operations of one API run the same steps: what a call's failure comes to is judged once, whatever the verb. */
function onePerDocument(routes: readonly JudgedRoute[]): readonly JudgedRoute[] {
  const seen = new Map(routes.map((judged) => [[...judged.policy.origins].join("\n"), judged]));
  return [...seen.values()];
}
