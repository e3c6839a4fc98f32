/**
 * Tokens of managed identities. Source: Microsoft Learn, "Managed identities for Azure resources", "Assign a managed
 * identity access to an application role"; codes: "Microsoft Entra authentication and authorization error codes".
 */
import type { Estate, PlannedApplication, PlannedIdentity } from "../../planned/estate";
import { issuerV1, issuerV2, LIFETIME_S, seconds, tokenId } from "./claims";
import type { Keys } from "./keys";
import { IdentityTokenFailure } from "./types";

/** Azure's own resources that identities of a plan ask tokens for; their tokens are of version 1.0. */
export const AZURE_RESOURCES = ["https://vault.azure.net", "https://cognitiveservices.azure.com"] as const;

/** What stands for an application's credential is asked for this. */
export const TOKEN_EXCHANGE = "api://AzureADTokenExchange";

export interface IdentityTokenContext {
  readonly estate: Estate;
  readonly origin: string;
  readonly keys: Keys;
  readonly clock: { now(): number };
}

export function applicationOf(estate: Estate, resource: string): PlannedApplication | undefined {
  return estate.applications.find(
    (application) => application.clientId === resource || application.identifierUris.includes(resource),
  );
}

/** Where nobody without a role gets a token, an identity needs one of its own. */
function rolesOf(application: PlannedApplication, identity: PlannedIdentity): readonly string[] {
  const assigned = application.assignments.filter(({ principalId }) => principalId === identity.principalId);
  if (application.assignmentRequired && assigned.length === 0) {
    throw new IdentityTokenFailure(
      "AADSTS501051",
      `AADSTS501051: Application '${identity.clientId}'(${identity.name}) is not assigned to a role for the application '${application.clientId}'(${application.displayName}).`,
    );
  }
  return assigned.map(({ role }) => role).filter((role) => application.appRoles.includes(role));
}

export async function identityToken(
  clientId: string,
  resource: string,
  context: IdentityTokenContext,
): Promise<string> {
  const { estate, keys, origin } = context;
  const identity = estate.identities.find((candidate) => candidate.clientId === clientId);
  if (identity === undefined) {
    throw new IdentityTokenFailure(
      undefined,
      `Identity not found: no user-assigned identity has client id '${clientId}'.`,
    );
  }
  const now = seconds(context.clock);
  const common = {
    iat: now,
    nbf: now,
    exp: now + LIFETIME_S,
    oid: identity.principalId,
    sub: identity.principalId,
    tid: estate.tenantId,
    uti: tokenId(),
    idtyp: "app",
  };
  const v2 = { ...common, iss: issuerV2(origin, estate.tenantId), azp: identity.clientId, azpacr: "2", ver: "2.0" };

  const claims = ((): Record<string, unknown> => {
    // The service takes the name with and without a slash at its end, and answers with what was asked.
    if (AZURE_RESOURCES.some((known) => resource === known || resource === `${known}/`)) {
      const issuer = issuerV1(estate.tenantId);
      return {
        ...common,
        aud: resource,
        iss: issuer,
        idp: issuer,
        appid: identity.clientId,
        appidacr: "2",
        ver: "1.0",
      };
    }
    if (resource === TOKEN_EXCHANGE) return { ...v2, aud: TOKEN_EXCHANGE };
    const application = applicationOf(estate, resource);
    if (application === undefined) {
      throw new IdentityTokenFailure(
        "AADSTS500011",
        `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${estate.tenantId}.`,
      );
    }
    const roles = rolesOf(application, identity);
    return { ...v2, aud: application.clientId, ...(roles.length === 0 ? {} : { roles }) };
  })();

  const { SignJWT } = await import("jose");
  const { kid, privateKey } = keys.current();
  return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256", kid }).sign(privateKey);
}
