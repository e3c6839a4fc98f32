import type { EffectivePolicy } from "../../../plan/effective-policy";
import { serviceOf } from "../../../plan/policy-resource";
import type { PlanResource } from "../../../plan/format";
import { allSteps, alwaysAnswers } from "../../../plan/policy-flow";
import { API } from "../../framework/routes";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const SERVICE = "azure-native:apimanagement:ApiManagementService";
/**
 * The one form of condition that counts: a further term, or another way to cut the list, may let an API through that a reader
 * takes for refused. A request that matches no API has no context.Api, so a check for null may stand before.
 */
const DENIAL =
  /^\s*@\(\s*(?:context\.Api\s*(?:==\s*null\s*\|\||!=\s*null\s*&&)\s*)?!\s*"([^"\\]*)"\.Split\(\s*' '\s*\)\.Contains\(\s*context\.Api\.Id\s*\)\s*\)\s*$/;
/** Stands for an API that somebody adds beside the planned ones. */
const ROGUE = "an-api-that-nobody-planned";

export const rule: Rule = {
  name: "mcp07-global-policy-denies",
  control: "MCP07-4",
  title: "The gateway refuses every API that was not planned",
  why: "An API that somebody adds by hand, or imports with a policy without <base/> checks, is served like the reviewed ones.",
  severity: "high",
  remedy:
    "Begin the global Policy with a choose whose when is @(!\"<ids of the planned APIs>\".Split(' ').Contains(context.Api.Id)) and answers 404 with return-response.",
  stack: {
    types: [SERVICE, API],
    judge: (stack) => {
      for (const child of onePerService(stack)) {
        judgeService(stack, child);
      }
    },
  },
};

/** A child of each service that has APIs, or is planned here: it says which service is meant. */
function onePerService(stack: StackUnderJudgement): readonly PlanResource[] {
  const candidates = [...stack.view.ofType(SERVICE), ...stack.view.ofType(API)];
  return [...new Map(candidates.reverse().map((candidate) => [serviceOf(candidate), candidate])).values()];
}

function judgeService(stack: StackUnderJudgement, child: PlanResource): void {
  const place = stack.place(child);
  const policy = stack.gateway.globalPolicy(child);
  if (policy === undefined) {
    place.wrong(
      "the service has no global Policy, so any API added to it is served: add one that denies what is not planned.",
    );
    return;
  }
  const global = stack.place(policy);
  if (global.at("value").isHidden("the global policy must be whole in preview")) {
    return;
  }
  const effective = stack.gateway.globalOnly(child);
  if (!refuses(effective, ROGUE)) {
    global.wrong(
      "an API that nobody planned gets past the global policy: begin inbound with a choose that answers 404 on @(!\"<ids>\".Split(' ').Contains(context.Api.Id)), and on nothing more.",
    );
    return;
  }
  const planned = new Set(stack.view.ofType(API).map((api) => api.inputs?.apiId));
  for (const id of idsIn(effective)) {
    if (!planned.has(id) && !refuses(effective, id)) {
      global.wrong(`it lets an API "${id}" through that this stack does not plan: take the id out of the list.`);
    }
  }
}

function refuses(policy: EffectivePolicy, apiId: string): boolean {
  return alwaysAnswers(policy.sections.inbound, (condition) => {
    const allowed = allowedBy(condition);
    return allowed === undefined ? undefined : !allowed.includes(apiId);
  });
}

/** Every id that a list of the policy lets through. */
function idsIn(policy: EffectivePolicy): ReadonlySet<string> {
  return new Set([...allSteps(policy.sections.inbound)].flatMap((step) => allowedBy(step.attributes.condition) ?? []));
}

/** The ids in the list of a condition of the one accepted form. */
function allowedBy(condition = ""): readonly string[] | undefined {
  return DENIAL.exec(condition)?.[1]?.split(" ");
}
