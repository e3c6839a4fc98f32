import type { ClosedSecretLeaf } from "../../plan/secret";
import { rule as unknownsPermitted } from "../../policies/rules/azure/azure-unknowns-permitted";
import { CANNOT_BE_KNOWN } from "../../policies/verdict";
import type { Violation } from "../../simulator/engine";

/**
 * Rules get a closed secret as an unknown value, so that one that must see it says that it cannot be known. The rule that
 * asks whether a value may be unknown at all would say so of every secret: what it says of these is left out.
 */
export function withoutClosedSecrets(
  violations: readonly Violation[],
  secrets: readonly ClosedSecretLeaf[],
): readonly Violation[] {
  return violations.filter(
    ({ policy, urn, message }) =>
      policy !== unknownsPermitted.name ||
      !secrets.some((leaf) => leaf.urn === urn && message.startsWith(`${CANNOT_BE_KNOWN} ${leaf.path}: `)),
  );
}
