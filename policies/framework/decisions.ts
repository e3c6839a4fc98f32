/** Decisions of the gateway's documents: made in one step, acted upon in another, and in force only where both are passed. */
import { readsOf } from "../../plan/expression/reads";
import type { Value } from "../../plan/expression/evaluate";
import { allSteps, type Step } from "../../plan/policy-flow";
import type { JudgedRoute } from "./routes";
import { endsOf, type Assumed } from "./ways";

/** A request that nothing refuses: what variables hold where their expressions cannot be evaluated here. */
const GOOD_REQUEST: Readonly<Record<string, Value>> = {
  refusal: { Count: 0 },
  kind: "request",
  method: "tools/call",
};

/** What is assumed of good requests on a route, on their way in. */
export function goodRequests({ given }: Pick<JudgedRoute, "given">): Assumed {
  return { context: given, variables: GOOD_REQUEST };
}

/** What is assumed of good answers on a route, on their way back: read whole, as one JSON message. */
export function goodAnswers({ given }: Pick<JudgedRoute, "given">): Assumed {
  return {
    context: { ...given, Response: { StatusCode: 200 } },
    variables: { ...GOOD_REQUEST, inspect: true, "answer-form": "json", "answer-pinned": "" },
  };
}

/** A step whose expression names all of these texts, such as the reasons that it gives. */
export function naming(...texts: readonly string[]): (step: Step) => boolean {
  return (step) => {
    if (step.name !== "set-variable") {
      return false;
    }
    const named = readsOf(step.attributes.value ?? "").texts;
    return texts.every((text) => named.includes(text));
  };
}

/** Steps of one kind, by what is asked of each. */
export function stepsOf(steps: readonly Step[], is: (step: Step) => boolean): readonly Step[] {
  return [...allSteps(steps)].filter(is);
}

/**
 * Why a decision is not in force in a section; undefined where it is: every request that goes on has passed it, and none
 * goes on that it refuses.
 *
 * @param good what is assumed of the requests: {@link goodRequests}, {@link goodAnswers}
 */
export function decisionProblem(
  steps: readonly Step[],
  decides: (step: Step) => boolean,
  good: Assumed,
): string | undefined {
  if (stepsOf(steps, decides).length === 0) {
    return "no step decides it";
  }
  if (endsOf(steps, decides, good).without) {
    return "a way goes past the step that decides it";
  }
  return endsOf(steps, decides, { ...good, refusing: decides }).after
    ? "where that step refuses, a way goes on all the same"
    : undefined;
}
