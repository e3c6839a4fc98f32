/** What is done to an answer before it is written out, followed from the step that does it to the body that a client gets. */
import { readsOf } from "../../plan/expression/reads";
import { allSteps, type Step } from "../../plan/policy-flow";
import { goodAnswers } from "./decisions";
import type { JudgedRoute } from "./routes";
import { endsOf } from "./ways";

/**
 * Why a step is not in force on answers that are read whole; undefined where every such answer passes it, and what a client
 * gets is made of what it gave.
 *
 * @param does says which steps do it
 */
export function answerProblem(judged: JudgedRoute, does: (step: Step) => boolean): string | undefined {
  const { outbound } = judged.policy.sections;
  const all = [...allSteps(outbound)];
  const last = all.filter(does).at(-1);
  if (last === undefined) {
    return "no step does it";
  }
  const good = goodAnswers(judged);
  if (endsOf(outbound, does, good).without) {
    return "a way goes past the step that does it";
  }
  const touched = touchedBy(last, all);
  const writes = all.slice(all.indexOf(last)).filter(({ name }) => name === "set-body");
  const written = new Set(
    writes.filter((step) => step === last || readsOf(step.text).variables.some((name) => touched.has(name))),
  );
  return endsOf(outbound, (step) => written.has(step), good).without
    ? "what is written out is not made of what that step gives"
    : undefined;
}

/** What an expression of a step reads, wherever it stands. */
function readBy(step: Step): readonly string[] {
  return [step.text, step.attributes.value ?? ""].flatMap((text) => readsOf(text).variables);
}

/** The variable that a step sets, the parts of the answer that it may change in place, and what later steps make of them. */
function touchedBy(step: Step, all: readonly Step[]): ReadonlySet<string> {
  const answers = partsOfAnswer(all);
  const touched = new Set([step.attributes.name ?? "", ...readBy(step).filter((name) => answers.has(name))]);
  addMade(touched, all.slice(all.indexOf(step) + 1));
  return touched;
}

/** Variables that are made of the server's answer. */
function partsOfAnswer(all: readonly Step[]): ReadonlySet<string> {
  const parts = new Set(
    all
      .filter(({ attributes }) => readsOf(attributes.value ?? "").members.includes("Response.Body"))
      .map(({ attributes }) => attributes.name ?? ""),
  );
  addMade(parts, all);
  return parts;
}

function addMade(names: Set<string>, steps: readonly Step[]): void {
  for (const { name, attributes } of steps) {
    if (name === "set-variable" && readsOf(attributes.value ?? "").variables.some((read) => names.has(read))) {
      names.add(attributes.name ?? "");
    }
  }
}
