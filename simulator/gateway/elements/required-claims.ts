/** `<required-claims>` of the token policies: every named claim must be there and match. */
import type { PolicyElement } from "../../../plan/policy-document";
import type { JWTPayload } from "../network/jose";
import type { Run } from "../pipeline/run";
import { childrenOf, literal, type ChildShape, type Compilation } from "./definition";
import { claimValues, tokenError, type Failure } from "./verified-token";

export const REQUIRED_CLAIMS_SHAPE = {
  children: {
    claim: {
      many: true,
      required: true,
      attributes: { name: { required: true }, match: { expression: true, values: ["all", "any"] }, separator: {} },
      children: { value: { many: true, text: "value" } },
    },
  },
} as const satisfies ChildShape;

/** Checks claims in the order in which they stand. `match` is `all` by default: the token has every value. */
export function compileRequiredClaims(
  element: PolicyElement,
  compilation: Compilation,
): (run: Run, payload: JWTPayload, failure: Failure) => Promise<void> {
  const claims = childrenOf(element, "required-claims")
    .flatMap((list) => childrenOf(list, "claim"))
    .map((claim) => ({
      name: compilation.literal(claim, "name") ?? "",
      match: compilation.attribute(claim, "match") ?? literal("all"),
      separator: compilation.literal(claim, "separator"),
      values: childrenOf(claim, "value").map((value) => compilation.text(value)),
    }));
  return async (run, payload, failure) => {
    for (const { name, match, separator, values } of claims) {
      const found = claimValues(payload[name]).flatMap((value) =>
        separator === undefined ? [value] : value.split(separator),
      );
      if (found.length === 0) {
        throw tokenError(failure, "TokenClaimNotFound", "A required claim is missing.");
      }
      const wanted: string[] = [];
      for (const value of values) {
        wanted.push(await run.text(value));
      }
      const any = (await run.text(match)).toLowerCase() === "any";
      const fits =
        wanted.length === 0 ||
        (any ? wanted.some((value) => found.includes(value)) : wanted.every((value) => found.includes(value)));
      if (!fits) {
        throw tokenError(failure, "TokenClaimValueNotAllowed", "A required claim has a value that is not allowed.");
      }
    }
  };
}
