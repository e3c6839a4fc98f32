/** How a service that trusts Entra checks a bearer token. */
import type { JWTPayload } from "jose" with { "resolution-mode": "import" };
import type { TokenAuthority } from "./types";

/** Microsoft's libraries allow five minutes between clocks; in seconds. */
const CLOCK_SKEW_S = 300;

export interface Expected {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
}

/** The claims where the token is good; undefined where it is not, for whatever reason. */
export async function verifiedClaims(
  token: string,
  expected: Expected,
  authority: TokenAuthority,
): Promise<JWTPayload | undefined> {
  const { createLocalJWKSet, jwtVerify } = await import("jose");
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(authority.keySet()), {
      issuer: [...expected.issuers],
      audience: [...expected.audiences],
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
      clockTolerance: CLOCK_SKEW_S,
      currentDate: new Date(authority.clock.now()),
    });
    return payload;
  } catch {
    return undefined;
  }
}

/** The token of an `Authorization` header; undefined where it is no bearer's. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
}
