/**
 * What Entra writes into access tokens. Source: Microsoft Learn, "Access token claims reference".
 */
import { createHash, randomBytes } from "node:crypto";

/** Microsoft Graph: what a scope without a resource means. */
export const GRAPH = "00000003-0000-0000-c000-000000000000";

/** An hour, in seconds; Entra itself varies it between 60 and 90 minutes. */
export const LIFETIME_S = 3600;

/** Seconds of a clock. */
export const seconds = (clock: { now(): number }): number => Math.floor(clock.now() / 1000);

export function issuerV2(origin: string, tenantId: string): string {
  return `${origin}/${tenantId}/v2.0`;
}

/** Not an address that is called: the name stays as it is. */
export function issuerV1(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** The user as one application sees them: another application gets another value. */
export function pairwiseSubject(user: string, application: string): string {
  return createHash("sha256").update(`${user} ${application}`).digest("base64url");
}

/** Entra's name for a token's id. */
export const tokenId = (): string => randomBytes(16).toString("base64url");

export interface UserTokenFacts {
  readonly issuer: string;
  readonly tenantId: string;
  readonly audience: string;
  readonly oid: string;
  readonly client: string;
  /** How the client proved itself: 0 a public client, 2 a certificate or assertion. */
  readonly clientProof: "0" | "2";
  /** Short names. */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds. */
  readonly now: number;
}

/** Claims of a user's token, version 2.0. */
export function userClaims(facts: UserTokenFacts): Record<string, unknown> {
  return {
    aud: facts.audience,
    iss: facts.issuer,
    iat: facts.now,
    nbf: facts.now,
    exp: facts.now + LIFETIME_S,
    azp: facts.client,
    azpacr: facts.clientProof,
    oid: facts.oid,
    ...(facts.roles.length === 0 ? {} : { roles: facts.roles }),
    scp: facts.scopes.join(" "),
    sub: pairwiseSubject(facts.oid, facts.audience),
    tid: facts.tenantId,
    uti: tokenId(),
    ver: "2.0",
  };
}
