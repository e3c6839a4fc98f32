import { ANSWERED, allSteps, flowThrough, type Step } from "../../../plan/policy-flow";
import { logicalName } from "../../../plan/urn";
import { API, forwardingRoutes, nameOf, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** Policies that leave a record. */
const RECORDS: ReadonlySet<string> = new Set(["trace", "log-to-eventhub"]);
const SECTIONS = ["inbound", "outbound", "on-error"] as const;

export const rule: Rule = {
  name: "mcp08-audit-in-every-section",
  control: "MCP08-2",
  title: "Every decision of the gateway leaves an audit record",
  why: "A refusal without a record hides who is trying; an allowed call without one hides what was done in a user's name.",
  severity: "high",
  remedy:
    "Include the audit fragment (a trace) in outbound and on-error of each API on every way, and before every return-response in inbound.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        for (const section of SECTIONS) {
          const problem = problemOf(judged, section);
          if (problem !== undefined) {
            judged.place.wrong(`${nameOf(judged)}: ${problem}`);
          }
        }
      }
    },
  },
};

function problemOf({ policy, decide }: JudgedRoute, section: (typeof SECTIONS)[number]): string | undefined {
  const steps = policy.sections[section];
  if (![...allSteps(steps)].some((step) => RECORDS.has(step.name))) {
    return `its <${section}> leaves no record: include the audit fragment there.`;
  }
  const unrecorded: Step[] = [];
  const end = flowThrough(steps, false, {
    decide,
    step: (recorded, step) => recorded || RECORDS.has(step.name),
    join: (one, other) => one && other,
    answered: (recorded, step) => {
      if (!recorded) {
        unrecorded.push(step);
      }
    },
  });
  const [answer] = unrecorded;
  if (answer !== undefined) {
    return `its <${section}> answers without a record (return-response in ${logicalName(answer.origin)}, line ${answer.line}): write a trace before it.`;
  }
  // In inbound a request that goes on is recorded when its answer comes back.
  return section !== "inbound" && end !== ANSWERED && !end
    ? `its <${section}> leaves no record on some way: include the audit fragment outside of any choose.`
    : undefined;
}
