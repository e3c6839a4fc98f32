/**
 * What is true at the end of a policy section whichever way a request takes through it: through branches, past answers
 * that end it early, and out of it where an expression throws.
 */
import type { PolicyElement } from "./policy-document";

/** A step of an effective policy: an element with the resource whose document it stands in. */
export interface Step extends PolicyElement {
  readonly children: readonly Step[];
  /** URN of the policy or fragment that holds it. */
  readonly origin: string;
}

/** What a condition comes to: taken, not taken, thrown (the request leaves for on-error), or not decidable. */
export type Decision = boolean | "throws" | undefined;

/** A question asked along every way. */
export interface Flow<S> {
  /** The state after a step that lets the request go on. */
  readonly step: (state: S, step: Step) => S;
  /** The state on entering a `choose`, before its branches. Default: unchanged. */
  readonly choose?: (state: S, step: Step) => S;
  /** The state where two ways meet. */
  readonly join: (one: S, other: S) => S;
  /** What a `when` comes to; undefined takes both ways. Default: never decided. */
  readonly decide?: (condition: string) => Decision;
  /** Called for each answer that ends the request, with the state before it. */
  readonly answered?: (state: S, step: Step) => void;
}

/** No way reaches the end: the gateway itself answers every request. */
export const ANSWERED = Symbol("answered");

/** Policies after which nothing runs: the gateway answers. */
const ANSWERS: ReadonlySet<string> = new Set(["return-response", "mock-response"]);
/** Policies that run their children in turn, at least once. */
const SEQUENCES: ReadonlySet<string> = new Set(["retry", "wait", "limit-concurrency"]);

/** Takes a state through the steps; {@link ANSWERED} where every way ends in an answer. */
export function flowThrough<S>(steps: readonly Step[], start: S, flow: Flow<S>): S | typeof ANSWERED {
  let state = start;
  for (const step of steps) {
    const next = afterStep(step, state, flow);
    if (next === ANSWERED) {
      return ANSWERED;
    }
    state = next;
  }
  return state;
}

/** True where every way to the end passes a step that matches; also where no way reaches the end. */
export function alwaysPasses(
  steps: readonly Step[],
  matches: (step: Step) => boolean,
  decide?: (condition: string) => Decision,
): boolean {
  const flow: Flow<boolean> = {
    step: (passed, step) => passed || matches(step),
    join: (one, other) => one && other,
    ...(decide === undefined ? {} : { decide }),
  };
  return flowThrough(steps, false, flow) !== false;
}

/** True where no request gets past these steps. */
export function alwaysAnswers(steps: readonly Step[], decide?: (condition: string) => Decision): boolean {
  return alwaysPasses(steps, () => false, decide);
}

/** Every step, those inside branches and containers too, in document order. */
export function* allSteps(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    yield* allSteps(step.children);
  }
}

function afterStep<S>(step: Step, state: S, flow: Flow<S>): S | typeof ANSWERED {
  if (ANSWERS.has(step.name)) {
    flow.answered?.(state, step);
    return ANSWERED;
  }
  if (step.name === "choose") {
    return afterChoose(step, flow.choose?.(state, step) ?? state, flow);
  }
  const after = flow.step(state, step);
  return SEQUENCES.has(step.name) ? flowThrough(step.children, after, flow) : after;
}

function afterChoose<S>(step: Step, state: S, flow: Flow<S>): S | typeof ANSWERED {
  let met: S | typeof ANSWERED = ANSWERED;
  const meet = (other: S | typeof ANSWERED): void => {
    met = met === ANSWERED ? other : other === ANSWERED ? met : flow.join(met, other);
  };
  for (const branch of step.children) {
    if (branch.name === "otherwise") {
      meet(flowThrough(branch.children, state, flow));
      return met;
    }
    const decision = flow.decide?.(branch.attributes.condition ?? "");
    if (decision === "throws") {
      return met;
    }
    if (decision !== false) {
      meet(flowThrough(branch.children, state, flow));
    }
    if (decision === true) {
      return met;
    }
  }
  meet(state);
  return met;
}
