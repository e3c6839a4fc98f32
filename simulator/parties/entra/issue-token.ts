/** `POST /token` of the control port: any token that a test or an attacker could want. */
import { createHmac } from "node:crypto";
import type { Estate, PlannedServer } from "../../planned/estate";
import { issuerV1, issuerV2, LIFETIME_S, pairwiseSubject, seconds, tokenId } from "./claims";
import type { Keys } from "./keys";
import { TokenOptionsMistake, type TokenOptions } from "./token-options";
import { USERS } from "./users";

export interface IssueContext {
  readonly estate: Estate;
  readonly origin: string;
  readonly keys: Keys;
  readonly clock: { now(): number };
}

type Claims = Record<string, unknown>;

function serverOf(estate: Estate, name: string | undefined): PlannedServer | undefined {
  if (name === undefined) return estate.servers[0];
  const server = estate.servers.find((candidate) => candidate.name === name);
  if (server === undefined) {
    const names = estate.servers.map((candidate) => candidate.name).join(", ");
    throw new TokenOptionsMistake(
      `server: there is no ${name}. Write one of ${names === "" ? "none: no server is planned" : names}.`,
    );
  }
  return server;
}

/** A given value goes in as it is; null leaves the claim out, as undefined does in JSON. */
function given(value: unknown, fallback: () => unknown): unknown {
  return value === undefined ? fallback() : (value ?? undefined);
}

function claimsOf(options: TokenOptions, context: IssueContext): Claims {
  const { estate, origin } = context;
  const server = serverOf(estate, options.server);
  const now = seconds(context.clock);
  const tenant = given(options.tid, () => estate.tenantId);
  const isV1 = options.ver === "1.0";
  const audience = given(options.aud, () => server?.audience);
  const user = given(options.oid, () => USERS[0].oid);
  const client = given(options.azp, () => server?.clients[0]);
  const tenantName = typeof tenant === "string" ? tenant : estate.tenantId;
  return {
    aud: audience,
    iss: given(options.iss, () => (isV1 ? issuerV1(tenantName) : issuerV2(origin, tenantName))),
    iat: Math.min(now, options.nbf ?? now),
    nbf: given(options.nbf, () => now),
    exp: given(options.exp, () => now + LIFETIME_S),
    ...(isV1 ? { appid: client, appidacr: "0" } : { azp: client, azpacr: "0" }),
    oid: user,
    roles: given(options.roles, () => undefined),
    scp: given(options.scp, () => server?.scopes.join(" ")),
    sub: pairwiseSubject(String(user), String(audience)),
    tid: tenant,
    uti: tokenId(),
    ver: given(options.ver, () => "2.0"),
    ...Object.fromEntries(Object.entries(options.claims ?? {}).map(([name, value]) => [name, value ?? undefined])),
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * `HS*` signs with the public key as the secret: the confusion of RFC 8725, section 2.1. `none` leaves the signature
 * empty. An unknown `kid` goes with a key that Entra does not have.
 */
export async function issueToken(options: TokenOptions, context: IssueContext): Promise<string> {
  const { SignJWT } = await import("jose");
  const claims = claimsOf(options, context);
  const { keys } = context;
  const alg = options.alg ?? "RS256";
  const current = keys.current();
  const kid = options.kid === undefined ? current.kid : (options.kid ?? undefined);
  const header = { typ: "JWT", alg, ...(kid === undefined ? {} : { kid }) };
  if (alg === "none" || alg.startsWith("HS")) {
    const input = `${encode(header)}.${encode(claims)}`;
    if (alg === "none") return `${input}.`;
    const secret = current.publicKey.export({ type: "spki", format: "pem" });
    return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
      .update(input)
      .digest("base64url")}`;
  }
  const key = kid === undefined || kid === current.kid ? current.privateKey : await keys.foreign();
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}
