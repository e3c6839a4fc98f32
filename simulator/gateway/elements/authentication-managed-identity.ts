/**
 * `authentication-managed-identity`: a token of the gateway's identity. Without `output-token-variable-name` it
 * overwrites Authorization. Reference: "Authenticate with managed identity".
 */
import type { PolicyElement } from "../../../plan/policy-document";
import { identityToken } from "../network/identity-token";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { literal, type ChildShape, type Compilation, type Element } from "./definition";

export const MANAGED_IDENTITY_SHAPE = {
  attributes: {
    resource: { required: true, expression: true },
    "client-id": {},
    "output-token-variable-name": {},
    "ignore-error": { kind: "boolean" },
  },
} as const satisfies ChildShape;

/** The token; undefined where there is none and errors are ignored. */
export function compileManagedIdentity(
  element: PolicyElement,
  compilation: Compilation,
): (run: Run) => Promise<string | undefined> {
  const resource = compilation.attribute(element, "resource") ?? literal("");
  const clientId = compilation.literal(element, "client-id") ?? "";
  const ignoreError = compilation.literal(element, "ignore-error")?.toLowerCase() === "true";
  return async (run) => {
    try {
      return await identityToken(run, clientId, await run.text(resource));
    } catch (error) {
      if (ignoreError && error instanceof PolicyError) {
        return undefined;
      }
      throw error;
    }
  };
}

export const authenticationManagedIdentity: Element = {
  name: "authentication-managed-identity",
  reference: "Authenticate with managed identity",
  sections: ["inbound"],
  ...MANAGED_IDENTITY_SHAPE,
  compile(element, compilation) {
    const token = compileManagedIdentity(element, compilation);
    const variable = compilation.literal(element, "output-token-variable-name");
    return async (run) => {
      const text = await token(run);
      if (text === undefined) {
        return;
      }
      if (variable === undefined) {
        run.headers.override("Authorization", [`Bearer ${text}`]);
        run.headersChanged();
      } else {
        run.context.setVariable(variable, text);
      }
    };
  },
};
