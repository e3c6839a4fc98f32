/** Where the variables of a policy come from: the verified token, the request as the client sent it, or elsewhere. */
import { readsOf, type Reads } from "../../plan/expression/reads";
import { allSteps, type Step } from "../../plan/policy-flow";

/** Names of variables by origin; a variable may have several. */
export interface VariableOrigins {
  /** Made from the token that a validation policy verified. */
  readonly token: ReadonlySet<string>;
  /** Made from what the client may write at will: headers, body, address. */
  readonly request: ReadonlySet<string>;
  /** Made from the client's own Authorization header. */
  readonly credentials: ReadonlySet<string>;
}

/** Policies that verify a token and hand it on as a variable. */
export const TOKEN_VALIDATIONS: ReadonlySet<string> = new Set(["validate-azure-ad-token", "validate-jwt"]);

/** Follows variables through the steps, in the order in which they stand. */
export function originsOf(steps: readonly Step[]): VariableOrigins {
  const token = new Set<string>();
  const request = new Set<string>();
  const credentials = new Set<string>();
  for (const step of allSteps(steps)) {
    const output = step.attributes["output-token-variable-name"];
    if (TOKEN_VALIDATIONS.has(step.name) && output !== undefined) {
      token.add(output);
    }
    const name = step.attributes.name;
    if (step.name === "set-variable" && name !== undefined) {
      const reads = readsOf(step.attributes.value ?? "");
      const from = (names: ReadonlySet<string>): boolean => reads.variables.some((variable) => names.has(variable));
      if (from(token)) {
        token.add(name);
      }
      if (from(request) || readsRequest(reads)) {
        request.add(name);
      }
      if (from(credentials) || readsCredentials(reads)) {
        credentials.add(name);
      }
    }
  }
  return { token, request, credentials };
}

/** True where an expression reads what the client may write at will. */
export function readsRequest(reads: Reads): boolean {
  // The method is fixed by the operation; everything else of a request is the client's.
  return (
    reads.unreadable || reads.members.some((member) => /^Request(?:\.|$)/.test(member) && member !== "Request.Method")
  );
}

/** True where an expression reads the client's Authorization header. */
export function readsCredentials(reads: Reads): boolean {
  return (
    reads.unreadable ||
    reads.members.includes("Request") ||
    (reads.members.includes("Request.Headers") && !namesOtherHeadersOnly(reads))
  );
}

function namesOtherHeadersOnly(reads: Reads): boolean {
  return reads.texts.length > 0 && !reads.texts.some((text) => /authorization/i.test(text));
}
