import { readsOf } from "../../../plan/expression/reads";
import { allSteps, type Step } from "../../../plan/policy-flow";
import { decisionProblem, goodRequests, naming } from "../../framework/decisions";
import { API, forwardingRoutes, nameOf, WITHOUT_TEXT, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** Reasons that a strict reader gives: what is no JSON, what has a key twice, and what is no single message. */
const REASONS = ["message-malformed", "message-duplicate-key", "message-shape"] as const;
/** A body taken by a lenient reader: the last of two equal keys wins, dates and comments are taken. */
const LENIENT = /Request\s*\.\s*Body\b[^;]*?\bAs\s*<\s*J(?:Object|Array|Token|Value)\s*>/;

export const rule: Rule = {
  name: "mcp05-strict-reader-in-force",
  control: "MCP05-1",
  title: "Every message is read once, by a reader that refuses what is ambiguous",
  why: "A message that the gateway reads differently from the server, by a key that stands twice, calls one tool here and another there.",
  severity: "critical",
  remedy:
    "Read the body's bytes in one set-variable that gives the reasons message-malformed, message-duplicate-key and message-shape, on every way through inbound, and refuse by it; take the body with As<JObject> nowhere.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        if (!WITHOUT_TEXT.has(judged.route.method)) {
          judgeRoute(judged);
        }
      }
    },
  },
};

function judgeRoute(judged: JudgedRoute): void {
  const { inbound } = judged.policy.sections;
  const problem = decisionProblem(inbound, readsStrictly, goodRequests(judged));
  if (problem !== undefined) {
    judged.place.wrong(`${nameOf(judged)} takes messages that no strict reader has read: ${problem}.`);
  }
  for (const step of allSteps(inbound)) {
    if ([step.text, ...Object.values(step.attributes)].some((text) => LENIENT.test(text))) {
      judged.place.wrong(
        `${nameOf(judged)}: <${step.name}> on line ${step.line} reads the body a second time, and leniently: use what the strict reader has read.`,
      );
    }
  }
}

function readsStrictly(step: Step): boolean {
  const { members } = readsOf(step.attributes.value ?? "");
  return naming(...REASONS)(step) && members.includes("Request.Body");
}
