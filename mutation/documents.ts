/** The policy documents of a plan, and plans with one of them changed. */
import type { Plan, PlanResource } from "../plan/format";
import { POLICY_TYPES } from "../plan/policy-resource";
import { changed, changedAlike, type Mutant } from "./mutant";
import { mutantsOf } from "./mutants";

/** A mutant of a plan: the change in one document, made alike in the others that share the place. */
export interface PlanMutant extends Mutant {
  /** Logical name of the policy that it was found in first. */
  readonly document: string;
  /** Policies that it changes: URN and new text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Every mutant of every policy document, each once. */
export function mutantsOfPlan(plan: Plan): readonly PlanMutant[] {
  const policies = plan.deployment.resources.filter(isPolicy);
  const found = new Map<string, PlanMutant>();
  for (const policy of policies) {
    const text = textOf(policy);
    for (const mutant of mutantsOf(text)) {
      if (found.has(mutant.id)) continue;
      const texts = new Map([[policy.urn, changed(text, mutant)]]);
      for (const other of policies) {
        const alike = other === policy ? undefined : changedAlike(textOf(other), mutant, text);
        if (alike !== undefined) texts.set(other.urn, alike);
      }
      found.set(mutant.id, { ...mutant, document: policy.urn.split("::").at(-1) ?? "", texts });
    }
  }
  return [...found.values()];
}

/** The plan with a mutant in it. */
export function withMutant(plan: Plan, mutant: PlanMutant): Plan {
  const resources = plan.deployment.resources.map((resource) => {
    const text = mutant.texts.get(resource.urn);
    return text === undefined ? resource : { ...resource, inputs: { ...resource.inputs, value: text } };
  });
  return { ...plan, deployment: { ...plan.deployment, resources } };
}

function isPolicy(resource: PlanResource): boolean {
  return POLICY_TYPES.includes(resource.type) && textOf(resource) !== "";
}

function textOf(resource: PlanResource): string {
  const value = resource.inputs?.value;
  return typeof value === "string" ? value : "";
}
