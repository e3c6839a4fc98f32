/** Closed secrets: what a plan holds in place of a secret's plain text. */
import { type Json, type JsonObject, type Plan, SECRET_SIGNATURE, SIGNATURE_KEY } from "./format";
import { isClosedSecret, memberPath, visitValues } from "./values";

/** A secret in the plan of a preview; its ciphertext is a constant, so that two previews are byte-identical. */
export const CLOSED_SECRET: JsonObject = { [SIGNATURE_KEY]: SECRET_SIGNATURE, ciphertext: "[secret]" };

/** Where a closed secret stands in a resource's inputs. */
export interface ClosedSecretLeaf {
  readonly urn: string;
  /** Path inside the inputs. */
  readonly path: string;
}

/** Every closed secret in the inputs of a plan, in the plan's order. */
export function findClosedSecrets(plan: Plan): readonly ClosedSecretLeaf[] {
  const leaves: ClosedSecretLeaf[] = [];
  for (const { urn, inputs } of plan.deployment.resources) {
    for (const [property, value] of Object.entries<Json>(inputs ?? {})) {
      visitValues(value, memberPath("", property), (found, path) => {
        if (isClosedSecret(found)) {
          leaves.push({ urn, path });
        }
      });
    }
  }
  return leaves;
}
