/** A managed identity's token, as policies ask for one. */
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";

/**
 * @param clientId empty for the service's own (system-assigned) identity
 * @throws {PolicyError} where there is no token
 */
export async function identityToken(run: Run, clientId: string, resource: string): Promise<string> {
  try {
    return await run.measure.call("managed-identity", resource, () => run.services.identityToken(clientId, resource));
  } catch (error) {
    throw new PolicyError(
      "ManagedIdentityTokenUnavailable",
      `No token of the managed identity for ${resource}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
