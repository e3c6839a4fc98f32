import assert from "node:assert/strict";
import { createHmac, createPublicKey, type JsonWebKey } from "node:crypto";
import { startEntra, TokenOptionsMistake, USERS, type Entra, type TokenOptions } from "../../../simulator/parties";
import { verifiedClaims } from "../../../simulator/parties/entra/verify";
import {
  claimsOf,
  CLIENT,
  estateFor,
  headerOf,
  jsonOf,
  LEDGER_ID,
  StandingClock,
  startedEntra,
  TENANT,
  TRAILS_ID,
} from "./fixture";

describe("tokens that the stand-in Entra issues for a test", () => {
  const clock = new StandingClock();
  let entra: Entra;
  before(async () => {
    entra = await startedEntra(clock);
  });
  after(() => entra.close());

  const issued = async (options: TokenOptions): Promise<Record<string, unknown>> =>
    claimsOf(await entra.issueToken(options));
  const isAccepted = async (token: string): Promise<boolean> =>
    (await verifiedClaims(token, { issuers: [`${entra.origin}/${TENANT}/v2.0`], audiences: [TRAILS_ID] }, entra)) !==
    undefined;

  it("are valid v2 tokens of the server by default", async () => {
    const now = Math.floor(clock.now() / 1000);
    const token = await entra.issueToken({ server: "trails" });
    const { sub, uti, ...claims } = claimsOf(token);
    assert.deepEqual(claims, {
      aud: TRAILS_ID,
      iss: `${entra.origin}/${TENANT}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      azp: CLIENT,
      azpacr: "0",
      oid: USERS[0].oid,
      scp: "trails.read trails.write",
      tid: TENANT,
      ver: "2.0",
    });
    assert.equal(typeof sub, "string");
    assert.equal(typeof uti, "string");
    assert.equal(await isAccepted(token), true);
  });

  it("name the user differently to each application, and each token differently", async () => {
    const [one, two, other] = [await issued({}), await issued({}), await issued({ server: "ledger" })];
    assert.equal(one.sub, two.sub);
    assert.notEqual(one.sub, other.sub);
    assert.notEqual(one.uti, two.uti);
    assert.equal(other.aud, LEDGER_ID);
  });

  it("leave a claim out for null and take empty values as given", async () => {
    const left = await issued({
      oid: null,
      azp: null,
      scp: null,
      exp: null,
      nbf: null,
      aud: null,
      iss: null,
      tid: null,
      ver: null,
    });
    for (const name of ["oid", "azp", "scp", "exp", "nbf", "aud", "iss", "tid", "ver"])
      assert.equal(name in left, false, name);
    const empty = await issued({ scp: "", roles: [], oid: "", azp: "" });
    assert.deepEqual([empty.scp, empty.roles, empty.oid, empty.azp], ["", [], "", ""]);
  });

  it("take the issuer along with the tenant, unless it is given", async () => {
    const tid = "99999999-2222-4333-8444-555555555555";
    assert.equal((await issued({ tid })).iss, `${entra.origin}/${tid}/v2.0`);
    assert.equal((await issued({ tid, iss: "https://evil.example" })).iss, "https://evil.example");
  });

  it("have version 1.0's issuer and client claim", async () => {
    const { iss, appid, azp, ver } = await issued({ ver: "1.0", azp: "a client" });
    assert.deepEqual(
      { iss, appid, azp, ver },
      { iss: `https://sts.windows.net/${TENANT}/`, appid: "a client", azp: undefined, ver: "1.0" },
    );
  });

  it("take other claims last", async () => {
    const { name, oid, sub } = await issued({ oid: "one", claims: { name: "x", oid: "two", sub: null } });
    assert.deepEqual({ name, oid, sub }, { name: "x", oid: "two", sub: undefined });
  });

  it("follow the simulated clock", async () => {
    const token = await entra.issueToken({});
    assert.equal(await isAccepted(token), true);
    clock.advance(3600 + 301);
    assert.equal(await isAccepted(token), false);
    assert.equal(await isAccepted(await entra.issueToken({})), true);
    assert.equal(await isAccepted(await entra.issueToken({ nbf: Math.floor(clock.now() / 1000) + 400 })), false);
  });

  it("are unsigned with alg none", async () => {
    const token = await entra.issueToken({ alg: "none" });
    assert.deepEqual([headerOf(token).alg, token.split(".")[2]], ["none", ""]);
    assert.equal(await isAccepted(token), false);
  });

  it("are signed with the public key as a secret with HS256", async () => {
    const token = await entra.issueToken({ alg: "HS256" });
    const [header, payload, signature] = token.split(".");
    const jwk = entra.keySet().keys[0] as JsonWebKey;
    const secret = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
    const expected = createHmac("sha256", secret)
      .update(`${String(header)}.${String(payload)}`)
      .digest("base64url");
    assert.equal(signature, expected);
    assert.equal(await isAccepted(token), false);
  });

  it("are signed by a key of nobody's with an unknown kid", async () => {
    const token = await entra.issueToken({ kid: "unknown" });
    assert.equal(headerOf(token).kid, "unknown");
    assert.equal(await isAccepted(token), false);
    const { keys } = entra.keySet();
    const { createLocalJWKSet, jwtVerify } = await import("jose");
    const renamed = createLocalJWKSet({ keys: keys.map((key) => ({ ...key, kid: "unknown" })) });
    await assert.rejects(jwtVerify(token, renamed), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
    assert.equal("kid" in headerOf(await entra.issueToken({ kid: null })), false);
  });

  it("are no longer accepted when the key is rotated, and still are after a reset", async () => {
    const token = await entra.issueToken({});
    entra.reset();
    assert.equal(await isAccepted(token), true);
    await entra.rotateKeys();
    assert.equal(await isAccepted(token), false);
    assert.equal(await isAccepted(await entra.issueToken({})), true);
  });

  it("are refused with what to write instead", async () => {
    await assert.rejects(entra.issueToken({ server: "nothing" }), (error: unknown) => {
      assert.ok(error instanceof TokenOptionsMistake);
      assert.match(error.message, /no nothing\. Write one of trails, ledger/);
      return true;
    });
    const wrong = { exp: "soon", subject: "x", alg: "ROT13" } as unknown as TokenOptions;
    await assert.rejects(entra.issueToken(wrong), (error: unknown) => {
      assert.ok(error instanceof TokenOptionsMistake);
      for (const part of ["exp", "subject", "alg"]) assert.ok(error.message.includes(part), part);
      return true;
    });
  });

  it("come under every fault", async () => {
    for (const mode of ["down", "error", "throttled", "malformed"] as const) {
      entra.fault(mode);
      assert.equal(await isAccepted(await entra.issueToken({})), true, mode);
    }
    entra.fault("ok");
  });
});

describe("the stand-in Entra's documents", () => {
  let entra: Entra;
  before(async () => {
    entra = await startedEntra();
  });
  after(() => entra.close());

  it("name issuer, endpoints and keys, and no proof key methods", async () => {
    const document = await jsonOf(await fetch(`${entra.origin}/${TENANT}/v2.0/.well-known/openid-configuration`));
    assert.equal(document.issuer, `${entra.origin}/${TENANT}/v2.0`);
    assert.equal(document.authorization_endpoint, `${entra.origin}/${TENANT}/oauth2/v2.0/authorize`);
    assert.equal(document.token_endpoint, `${entra.origin}/${TENANT}/oauth2/v2.0/token`);
    assert.equal("code_challenge_methods_supported" in document, false);
    const keys = await jsonOf(await fetch(String(document.jwks_uri)));
    assert.deepEqual(keys, entra.keySet());
    const [key] = keys.keys as Record<string, unknown>[];
    assert.equal(key !== undefined && "d" in key, false, "no private key leaves");
    const first = await jsonOf(await fetch(`${entra.origin}/${TENANT}/.well-known/openid-configuration`));
    assert.equal(first.issuer, `https://sts.windows.net/${TENANT}/`);
  });

  it("are of one tenant (AADSTS90002), and nothing else is served", async () => {
    const other = await fetch(
      `${entra.origin}/99999999-2222-4333-8444-555555555555/v2.0/.well-known/openid-configuration`,
    );
    assert.deepEqual((await jsonOf(other)).error_codes, [90002]);
    assert.equal((await fetch(`${entra.origin}/${TENANT}/admin`)).status, 404);
  });

  it("fail as asked", async () => {
    const address = `${entra.origin}/${TENANT}/discovery/v2.0/keys`;
    entra.fault("error");
    assert.equal((await fetch(address)).status, 503);
    entra.fault("throttled");
    const throttled = await fetch(address);
    assert.deepEqual([throttled.status, throttled.headers.get("retry-after")], [429, "10"]);
    entra.fault("malformed");
    await assert.rejects((await fetch(address)).json());
    entra.fault("down");
    await assert.rejects(fetch(address), TypeError);
    entra.fault("slow");
    await assert.rejects(fetch(address, { signal: AbortSignal.timeout(200) }), { name: "TimeoutError" });
    entra.reset();
    assert.equal((await fetch(address)).status, 200);
  });

  it("are there only when a plan is served", async () => {
    const other = await startEntra({ clock: new StandingClock() });
    const address = `${other.origin}/${TENANT}/v2.0/.well-known/openid-configuration`;
    assert.equal((await fetch(address)).status, 503);
    other.serve(estateFor(other.origin));
    assert.equal((await fetch(address)).status, 200);
    await other.close();
  });
});
