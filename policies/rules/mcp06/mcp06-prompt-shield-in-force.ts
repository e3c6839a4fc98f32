import { shieldProblem, shieldsOf } from "../../framework/content-safety";
import { goodRequests } from "../../framework/decisions";
import { API, forwardingRoutes, nameOf, WITHOUT_TEXT } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp06-prompt-shield-in-force",
  control: "MCP06-1",
  title: "Everything that goes to a server passes Prompt Shields first",
  why: "Text hidden in an argument, a resource or a prompt tells the model behind the tool what to do, with the user's rights.",
  severity: "critical",
  remedy:
    "In inbound of each API that forwards, after the token, send-request to Content Safety's text:shieldPrompt and answer with return-response when attackDetected is true.",
  stack: {
    types: [API],
    judge: (stack) => {
      const isShield = shieldsOf(stack);
      for (const judged of forwardingRoutes(stack)) {
        if (WITHOUT_TEXT.has(judged.route.method)) {
          continue;
        }
        const problem = shieldProblem(judged.policy.sections.inbound, isShield, goodRequests(judged));
        if (problem !== undefined) {
          judged.place.wrong(
            `${nameOf(judged)} reaches a backend on a way without Prompt Shields (${problem}): call text:shieldPrompt of the planned account on every way through inbound and answer with return-response where it finds an attack.`,
          );
        }
      }
    },
  },
};
