/**
 * `validate-jwt`: a token of any issuer. Expiry and signature are required unless switched off; no clock skew by default;
 * algorithms as the reference lists them. Reference: "Validate JWT". Encrypted tokens and certificates as keys have no
 * stand-in, and are refused.
 */
import type { CompactVerifyGetKey, JSONWebKeySet } from "../network/jose";
import { jose } from "../network/jose";
import { KeysUnavailable } from "../network/openid-keys";
import type { Run } from "../pipeline/run";
import type { PolicyElement } from "../../../plan/policy-document";
import { childrenOf, literal, type Compilation, type Element } from "./definition";
import { compileRequiredClaims, REQUIRED_CLAIMS_SHAPE } from "./required-claims";
import { compileTokenSource, TOKEN_SOURCE_ATTRIBUTES } from "./token-source";
import { checkLifetime, claimValues, keyIdOf, tokenError, verifySignature, type Failure } from "./verified-token";

const ASYMMETRIC = ["RS256", "RS512", "PS256", "ES256"];
const SYMMETRIC = ["HS256", "HS512"];

const KEYS = {
  children: {
    key: {
      many: true,
      required: true,
      text: "value",
      attributes: { id: {}, "certificate-id": {}, n: { expression: true }, e: { expression: true } },
    },
  },
} as const;

export const validateJwt: Element = {
  name: "validate-jwt",
  reference: "Validate JWT",
  sections: ["inbound"],
  attributes: {
    ...TOKEN_SOURCE_ATTRIBUTES,
    "failed-validation-httpcode": { expression: true, kind: "integer", min: 400, max: 599 },
    "failed-validation-error-message": { expression: true },
    "require-expiration-time": { expression: true, kind: "boolean" },
    "require-scheme": { expression: true },
    "require-signed-tokens": { expression: true, kind: "boolean" },
    "clock-skew": { expression: true, kind: "integer" },
    "output-token-variable-name": {},
  },
  ordered: true,
  children: {
    "openid-config": { many: true, attributes: { url: { required: true } } },
    "issuer-signing-keys": KEYS,
    "decryption-keys": KEYS,
    audiences: { children: { audience: { many: true, required: true, text: "value" } } },
    issuers: { children: { issuer: { many: true, required: true, text: "value" } } },
    "required-claims": REQUIRED_CLAIMS_SHAPE,
  },
  compile(element, compilation) {
    if (childrenOf(element, "decryption-keys").length > 0) {
      compilation.problem(element, "encrypted tokens are not simulated; leave <decryption-keys> out");
    }
    const value = (name: string, fallback: string) => compilation.attribute(element, name) ?? literal(fallback);
    const source = compileTokenSource(element, compilation, undefined);
    const scheme = compilation.attribute(element, "require-scheme");
    const header = compilation.attribute(element, "header-name");
    const status = value("failed-validation-httpcode", "401");
    const message = compilation.attribute(element, "failed-validation-error-message");
    const requireExpiration = value("require-expiration-time", "true");
    const requireSigned = value("require-signed-tokens", "true");
    const skew = value("clock-skew", "0");
    const variable = compilation.literal(element, "output-token-variable-name");
    const discoveries = childrenOf(element, "openid-config").map((child) => compilation.literal(child, "url") ?? "");
    const fixedKeys = compileKeys(element, compilation);
    const texts = (list: string, member: string) =>
      childrenOf(element, list)
        .flatMap((child) => childrenOf(child, member))
        .map((child) => compilation.text(child));
    const audiences = texts("audiences", "audience");
    const issuers = texts("issuers", "issuer");
    const claims = compileRequiredClaims(element, compilation);
    return async (run) => {
      const failure: Failure = {
        status: await run.integer(status),
        message: message === undefined ? undefined : await run.text(message),
      };
      if (scheme !== undefined && header !== undefined) {
        const sent = run.request.headers.first(await run.text(header)) ?? "";
        const wanted = await run.text(scheme);
        if (sent !== "" && !sent.toLowerCase().startsWith(`${wanted.toLowerCase()} `)) {
          throw tokenError(failure, "TokenNotPresent", "JWT not present.");
        }
      }
      const token = await source(run);
      if (token === undefined) {
        throw tokenError(failure, "TokenNotPresent", "JWT not present.");
      }
      const kid = await keyIdOf(token, failure);
      const known = await discovered(run, discoveries, kid, failure);
      const { decodeJwt } = await jose();
      const unsigned = !(await run.boolean(requireSigned)) && token.endsWith(".");
      const { payload } = unsigned
        ? { payload: decodeJwt(token) }
        : await verifySignature(
            token,
            anyKey([...known.keys, ...(await fixedKeys(run))]),
            [...ASYMMETRIC, ...SYMMETRIC],
            failure,
          );
      checkLifetime(
        payload,
        run.services.clock.now(),
        await run.integer(skew),
        await run.boolean(requireExpiration),
        failure,
      );
      const allowedIssuers = [...(await Promise.all(issuers.map((issuer) => run.text(issuer)))), ...known.issuers];
      if (allowedIssuers.length > 0 && !allowedIssuers.includes(payload.iss ?? "")) {
        throw tokenError(failure, "TokenIssuerNotAllowed", "JWT issuer is not allowed.");
      }
      const allowed = await Promise.all(audiences.map((audience) => run.text(audience)));
      if (allowed.length > 0 && !claimValues(payload.aud).some((audience) => allowed.includes(audience))) {
        throw tokenError(failure, "TokenAudienceNotAllowed", "JWT audience is not allowed.");
      }
      await claims(run, payload, failure);
      if (variable !== undefined) {
        run.context.setJwtVariable(variable, token);
      }
    };
  },
};

/** Keys that stand in the document: base64 of a shared secret, or modulus and exponent. */
function compileKeys(element: PolicyElement, compilation: Compilation): (run: Run) => Promise<JSONWebKeySet["keys"]> {
  const children = childrenOf(element, "issuer-signing-keys").flatMap((list) => childrenOf(list, "key"));
  for (const child of children) {
    if (child.attributes["certificate-id"] !== undefined) {
      compilation.problem(child, "certificates are not simulated; name modulus and exponent in n and e");
    }
  }
  const keys = children.map((child) => ({
    id: compilation.literal(child, "id"),
    n: compilation.attribute(child, "n"),
    e: compilation.attribute(child, "e"),
    secret: compilation.text(child),
  }));
  return (run) =>
    Promise.all(
      keys.map(async ({ id, n, e, secret }) => {
        const kid = id === undefined ? {} : { kid: id };
        if (n !== undefined && e !== undefined) {
          return { kty: "RSA", n: base64url(await run.text(n)), e: base64url(await run.text(e)), ...kid };
        }
        return { kty: "oct", k: base64url(await run.text(secret)), ...kid };
      }),
    );
}

async function discovered(
  run: Run,
  discoveries: readonly string[],
  kid: string | undefined,
  failure: Failure,
): Promise<{ keys: JSONWebKeySet["keys"]; issuers: readonly string[] }> {
  try {
    const found = await Promise.all(discoveries.map((url) => run.services.keys.of(url, kid, run.measure)));
    return { keys: found.flatMap(({ jwks }) => jwks.keys), issuers: found.map(({ issuer }) => issuer) };
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      throw tokenError(failure, "TokenSignatureKeyNotFound", "The issuer's signing keys cannot be had.");
    }
    throw error;
  }
}

/** A shared secret fits HS algorithms alone, so a public key never serves as one. */
function anyKey(keys: JSONWebKeySet["keys"]): CompactVerifyGetKey {
  return async (header, token) => {
    const { createLocalJWKSet, importJWK } = await jose();
    if (!SYMMETRIC.includes(header.alg)) {
      return createLocalJWKSet({ keys: keys.filter((key) => key.kty !== "oct") })(header, token);
    }
    const secrets = keys.filter((key) => key.kty === "oct");
    const secret = secrets.find((key) => key.kid === header.kid) ?? secrets[0];
    return secret === undefined
      ? createLocalJWKSet({ keys: [] })(header, token)
      : importJWK({ ...secret, alg: header.alg }, header.alg);
  };
}

function base64url(base64: string): string {
  return base64.trim().replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
