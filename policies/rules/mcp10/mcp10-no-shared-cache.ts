import { readsOf } from "../../../plan/expression/reads";
import { allSteps, type Step } from "../../../plan/policy-flow";
import { isAbsentOrEmpty } from "../../framework/accepts";
import { API, forwardingRoutes, nameOf } from "../../framework/routes";
import type { Rule } from "../../framework/rule";
import { originsOf, readsRequest, type VariableOrigins } from "../../framework/variables";

/** Policies that store whole answers. */
const ANSWER_CACHES: ReadonlySet<string> = new Set(["cache-lookup", "cache-store"]);

export const rule: Rule = {
  name: "mcp10-no-shared-cache",
  control: "MCP10-2",
  title: "Caches are never shared between callers",
  why: "One user's answer, or a value made from one user's request, is handed to another.",
  severity: "high",
  remedy:
    "Leave cache-lookup and cache-store out. Make the key of cache-store-value from the verified token, or store only what no request went into. Leave cacheConfiguration out of Front Door routes.",
  resource: {
    types: ["azure-native:cdn:Route"],
    judge: (route) => {
      route
        .at("cacheConfiguration")
        .must(isAbsentOrEmpty, "leave it out: Front Door would cache answers for everybody");
    },
  },
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        const steps = Object.values(judged.policy.sections).flat();
        const origins = originsOf(steps);
        for (const step of allSteps(steps)) {
          const problem = problemOf(step, origins);
          if (problem !== undefined && !onlyRefuses(step, steps)) {
            judged.place.wrong(`${nameOf(judged)}: <${step.name}> on line ${step.line} ${problem}.`);
          }
        }
      }
    },
  },
};

function problemOf(step: Step, origins: VariableOrigins): string | undefined {
  if (ANSWER_CACHES.has(step.name)) {
    return "stores answers for everybody: leave it out";
  }
  if (step.name !== "cache-store-value") {
    return undefined;
  }
  const key = readsOf(step.attributes.key ?? "");
  const isKeyedByCaller = key.variables.some((name) => origins.token.has(name));
  const value = readsOf(step.attributes.value ?? "");
  const isOfCaller =
    readsRequest(value) ||
    value.members.some((member) => member.startsWith("Response")) ||
    value.variables.some((name) => origins.request.has(name) || origins.token.has(name));
  return isOfCaller && !isKeyedByCaller
    ? "stores what one caller's request gave under a key that others share: make the key from the verified token"
    : undefined;
}

/** Reason of a refusal by what was seen of a server's definitions: what is cached for it can take from callers, never give. */
const QUARANTINED = "tool-quarantined";

/** True for a value that all callers share, and that is read only to refuse calls, or to be renewed. */
function onlyRefuses(store: Step, steps: readonly Step[]): boolean {
  const key = store.attributes.key ?? "";
  const all = [...allSteps(steps)];
  const read = all
    .filter((step) => step.name === "cache-lookup-value" && step.attributes.key === key)
    .map((step) => step.attributes["variable-name"] ?? "");
  const readers = all.filter((step) =>
    [step.text, ...Object.values(step.attributes)].some((text) =>
      readsOf(text).variables.some((name) => read.includes(name)),
    ),
  );
  return (
    store.name === "cache-store-value" &&
    read.length > 0 &&
    readers.every(
      (step) =>
        (step.name === "cache-store-value" && step.attributes.key === key) ||
        (step.name === "set-variable" && readsOf(step.attributes.value ?? "").texts.includes(QUARANTINED)),
    ) &&
    readers.some((step) => step.name === "set-variable")
  );
}
