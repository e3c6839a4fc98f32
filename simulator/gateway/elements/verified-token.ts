/** A signed token checked against an issuer's keys, with the reasons that the error page lists. */
import { jose, type CompactVerifyGetKey, type JWTPayload } from "../network/jose";
import { PolicyError } from "../pipeline/policy-error";

/** How a token policy answers a bad token. */
export interface Failure {
  readonly status: number;
  /** In place of the policy's own text. */
  readonly message: string | undefined;
}

/** The claims of a token whose signature is good, with its header. */
export interface VerifiedToken {
  readonly payload: JWTPayload;
}

/** The error of a token policy. */
export function tokenError(failure: Failure, reason: string, message: string): PolicyError {
  return new PolicyError(reason, failure.message ?? message, failure.status);
}

/** `kid` of a token; undefined where it names none. Throws where it is no JWT. */
export async function keyIdOf(token: string, failure: Failure): Promise<string | undefined> {
  const { decodeJwt, decodeProtectedHeader } = await jose();
  try {
    decodeJwt(token);
    return decodeProtectedHeader(token).kid;
  } catch {
    throw tokenError(failure, "JwtInvalid", "Invalid JWT.");
  }
}

/**
 * Checks the signature.
 *
 * @param algorithms that are accepted
 * @throws {PolicyError} TokenSignatureInvalid, TokenSignatureKeyNotFound or JwtInvalid
 */
export async function verifySignature(
  token: string,
  key: CompactVerifyGetKey,
  algorithms: readonly string[],
  failure: Failure,
): Promise<VerifiedToken> {
  const { compactVerify, decodeJwt, errors } = await jose();
  try {
    await compactVerify(token, key, { algorithms: [...algorithms] });
    return { payload: decodeJwt(token) };
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
      throw tokenError(failure, "TokenSignatureKeyNotFound", "JWT signing key is not found.");
    }
    if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
      throw tokenError(failure, "JwtInvalid", "Invalid JWT.");
    }
    throw tokenError(failure, "TokenSignatureInvalid", "Invalid JWT signature.");
  }
}

/**
 * Checks `exp` and `nbf`.
 *
 * @param skewSeconds how far clocks may differ
 */
export function checkLifetime(
  payload: JWTPayload,
  nowMs: number,
  skewSeconds: number,
  requireExpiration: boolean,
  failure: Failure,
): void {
  const now = nowMs / 1000;
  const { exp, nbf } = payload as { exp?: unknown; nbf?: unknown };
  if (typeof exp === "number") {
    if (exp + skewSeconds <= now) {
      throw tokenError(failure, "TokenExpired", "JWT has expired.");
    }
  } else if (requireExpiration || exp !== undefined) {
    throw tokenError(failure, "JwtInvalid", "JWT has no expiration time.");
  }
  if (nbf !== undefined && (typeof nbf !== "number" || nbf - skewSeconds > now)) {
    throw tokenError(failure, "JwtInvalid", "JWT is not yet valid.");
  }
}

/** A claim's values: a list's members, or the one. */
export function claimValues(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.map((member: unknown) => (typeof member === "string" ? member : JSON.stringify(member)));
  }
  if (value === undefined || value === null) {
    return [];
  }
  return [typeof value === "string" ? value : JSON.stringify(value)];
}
