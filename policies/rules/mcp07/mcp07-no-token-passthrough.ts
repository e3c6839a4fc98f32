import { readsOf } from "../../../plan/expression/reads";
import { descendants } from "../../../plan/policy-document";
import { ANSWERED, flowThrough, type Flow, type Step } from "../../../plan/policy-flow";
import { API, forwardingRoutes, nameOf, treatsHeader, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";
import { originsOf, readsCredentials, readsRequest, type VariableOrigins } from "../../framework/variables";

/** What the request carries: the client's token, none of it, or the client's token in another place. */
type Carried = "client's" | "replaced" | "copied";

/** Policies that put something into the request. */
const WRITERS: ReadonlySet<string> = new Set(["set-header", "set-query-parameter", "set-body", "rewrite-uri"]);

export const rule: Rule = {
  name: "mcp07-no-token-passthrough",
  control: "MCP07-6",
  title: "No server ever receives a client's token",
  why: "A server that gets the user's token can act as the user elsewhere; the MCP specification forbids passing it on.",
  severity: "critical",
  remedy:
    "End inbound with authentication-managed-identity (without output-token-variable-name and ignore-error), or with set-header Authorization, exists-action override, from the answer of an on-behalf-of exchange.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        const carried = carriedTo(judged);
        if (carried !== "replaced") {
          judged.place.wrong(
            `${nameOf(judged)} hands the client's token on${carried === "copied" ? " in another header, the body or the address" : " in Authorization"}: end inbound with authentication-managed-identity, or override Authorization with an exchanged token.`,
          );
        }
      }
    },
  },
};

function carriedTo({ policy, decide }: JudgedRoute): Carried {
  const steps = [...policy.sections.inbound, ...policy.sections.backend];
  const origins = originsOf(steps);
  const flow: Flow<Carried> = {
    decide,
    step: (carried, step) => afterStep(carried, step, origins),
    join: (one, other) => (one === "copied" || other === "copied" ? "copied" : one === "client's" ? one : other),
  };
  const end = flowThrough(steps, "client's", flow);
  return end === ANSWERED ? "replaced" : end;
}

function afterStep(carried: Carried, step: Step, origins: VariableOrigins): Carried {
  if (carried === "copied") {
    return carried;
  }
  if (step.name === "authentication-managed-identity") {
    return replacesToken(step) ? "replaced" : carried;
  }
  if (treatsHeader(step, "Authorization", "delete")) {
    return "replaced";
  }
  if (step.name === "set-header" && step.attributes.name?.toLowerCase() === "authorization") {
    return writesAny(step, origins)
      ? "client's"
      : treatsHeader(step, "Authorization", "override")
        ? "replaced"
        : carried;
  }
  return WRITERS.has(step.name) && writesCredentials(step, origins) ? "copied" : carried;
}

/** With ignore-error the request goes on with the client's token where the gateway gets none of its own. */
function replacesToken({ attributes }: Step): boolean {
  return (
    attributes["output-token-variable-name"] === undefined &&
    (attributes["ignore-error"] ?? "false").toLowerCase() === "false"
  );
}

/** True where Authorization is made of anything that the client sent, or of its verified token. */
function writesAny(step: Step, origins: VariableOrigins): boolean {
  return textsOf(step).some((text) => {
    const reads = readsOf(text);
    return readsRequest(reads) || reads.variables.some((name) => origins.request.has(name) || origins.token.has(name));
  });
}

function writesCredentials(step: Step, origins: VariableOrigins): boolean {
  return textsOf(step).some((text) => {
    const reads = readsOf(text);
    return readsCredentials(reads) || reads.variables.some((name) => origins.credentials.has(name));
  });
}

function textsOf(step: Step): readonly string[] {
  return [...descendants(step)].flatMap((element) => [element.text, ...Object.values(element.attributes)]);
}
