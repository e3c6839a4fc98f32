import { readsOf } from "../../../plan/expression/reads";
import { alwaysPasses, type Step } from "../../../plan/policy-flow";
import { API, forwardingRoutes, nameOf } from "../../framework/routes";
import type { Rule } from "../../framework/rule";
import { originsOf, readsRequest, type VariableOrigins } from "../../framework/variables";

/** Calls in one renewal period above which a limit limits nobody. */
const MOST_CALLS = 10_000;

export const rule: Rule = {
  name: "mcp07-rate-limit-per-caller",
  control: "MCP07-10",
  title: "Limits count calls by the verified caller",
  why: "A limit keyed on a header, a session id or an address is rotated away; without one a stolen token empties a data store at full speed.",
  severity: "medium",
  remedy:
    "After the token put rate-limit-by-key with a counter-key made of the verified token's oid and azp (variables made from output-token-variable-name), and of nothing that the client may write.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        const { inbound } = judged.policy.sections;
        const origins = originsOf(inbound);
        if (!alwaysPasses(inbound, (step) => limitsCaller(step, origins), judged.decide)) {
          judged.place.wrong(
            `${nameOf(judged)} has no rate-limit-by-key on every way whose counter-key comes from the verified token alone: key it on oid and azp, not on headers, sessions or addresses, with at most ${String(MOST_CALLS)} calls, and without increment-condition and increment-count.`,
          );
        }
      }
    },
  },
};

function limitsCaller(step: Step, origins: VariableOrigins): boolean {
  const calls = Number(step.attributes.calls);
  const countsAll = !("increment-condition" in step.attributes) && !("increment-count" in step.attributes);
  // Written so that an expression, which is no number, is refused.
  if (step.name !== "rate-limit-by-key" || !countsAll || !(calls > 0 && calls <= MOST_CALLS)) {
    return false;
  }
  const reads = readsOf(step.attributes["counter-key"] ?? "");
  return (
    !readsRequest(reads) &&
    reads.variables.some((name) => origins.token.has(name)) &&
    !reads.variables.some((name) => origins.request.has(name))
  );
}
