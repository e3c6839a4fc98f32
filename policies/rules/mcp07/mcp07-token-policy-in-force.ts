import { isExpression } from "../../../plan/policy-document";
import { ANSWERED, flowThrough, type Flow, type Step } from "../../../plan/policy-flow";
import { API, forwardingRoutes, nameOf, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** The one policy that counts: validate-jwt takes keys and issuers of anybody. */
const VALIDATION = "validate-azure-ad-token";
const WORKSPACE_API = "azure-native:apimanagement:WorkspaceApi";

/** What happened to the client's token so far. */
interface Token {
  readonly verified: boolean;
  /** Authorization no longer holds what the client sent, so verifying it proves nothing. */
  readonly replaced: boolean;
}

export const rule: Rule = {
  name: "mcp07-token-policy-in-force",
  control: "MCP07-4",
  title: "No way through the gateway reaches a backend without a verified token",
  why: "One API, operation or product beside the others without a token policy is an open door to everything behind the gateway.",
  severity: "critical",
  remedy:
    "Put validate-azure-ad-token into inbound of the API's policy, outside of any choose, and <base/> first in the policies of its operations; or answer with return-response.",
  stack: {
    types: [API, WORKSPACE_API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        if (!verifiesToken(judged)) {
          judged.place.wrong(
            `${nameOf(judged)} reaches a backend on a way on which no policy verifies the client's token: put validate-azure-ad-token where every request passes it, before anything sets Authorization.`,
          );
        }
      }
      for (const api of stack.places(WORKSPACE_API)) {
        api.wrong("it lies in a workspace, whose policies are not judged: plan it at the service's own scope.");
      }
    },
  },
};

function verifiesToken({ policy, decide }: JudgedRoute): boolean {
  const flow: Flow<Token> = {
    decide,
    step: (state, step) => ({
      verified: state.verified || (step.name === VALIDATION && !state.replaced),
      replaced: state.replaced || replacesToken(step),
    }),
    join: (one, other) => ({
      verified: one.verified && other.verified,
      replaced: one.replaced || other.replaced,
    }),
  };
  const end = flowThrough(policy.sections.inbound, { verified: false, replaced: false }, flow);
  return end === ANSWERED || end.verified;
}

/** A header whose name is computed may be Authorization; deleting it leaves nothing that could be verified. */
function replacesToken(step: Step): boolean {
  const header = step.attributes.name?.trim().toLowerCase() ?? "";
  return (
    (step.name === "set-header" &&
      (header === "authorization" || isExpression(header) || header.includes("{{")) &&
      step.attributes["exists-action"]?.toLowerCase() !== "delete") ||
    step.name === "authentication-basic" ||
    (step.name === "authentication-managed-identity" && step.attributes["output-token-variable-name"] === undefined)
  );
}
