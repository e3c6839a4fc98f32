import assert from "node:assert/strict";
import { USERS, type Entra } from "../../../simulator/parties";
import {
  claimsOf,
  CLIENT,
  jsonOf,
  LEDGER_URI,
  OTHER_CLIENT,
  proofKey,
  StandingClock,
  startedEntra,
  TENANT,
  TRAILS_ID,
  TRAILS_URI,
  TRAILS_URL,
  type ProofKey,
} from "./fixture";

const REDIRECT = "http://127.0.0.1:33418/callback";

describe("signing in at the stand-in Entra", () => {
  const clock = new StandingClock();
  let entra: Entra;
  before(async () => {
    entra = await startedEntra(clock);
  });
  after(() => entra.close());

  async function authorize(parameters: Record<string, string>, key: ProofKey = proofKey()): Promise<Response> {
    const query = new URLSearchParams({
      client_id: CLIENT,
      response_type: "code",
      redirect_uri: REDIRECT,
      state: "a state",
      code_challenge: key.challenge,
      code_challenge_method: "S256",
      ...parameters,
    });
    return fetch(`${entra.origin}/${TENANT}/oauth2/v2.0/authorize?${query.toString()}`, { redirect: "manual" });
  }

  function answerOf(response: Response): URLSearchParams {
    const location = response.headers.get("location");
    assert.ok(location?.startsWith(REDIRECT) === true, `${response.status} ${String(location)}`);
    return new URL(location).searchParams;
  }

  async function redeem(form: Record<string, string>): Promise<Response> {
    return fetch(`${entra.origin}/${TENANT}/oauth2/v2.0/token`, { method: "POST", body: new URLSearchParams(form) });
  }

  async function signedIn(scope: string, more: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const key = proofKey();
    const code = answerOf(await authorize({ scope, ...more }, key)).get("code") ?? "";
    const form = { grant_type: "authorization_code", client_id: CLIENT, code, redirect_uri: REDIRECT };
    return jsonOf(await redeem({ ...form, code_verifier: key.verifier }));
  }

  async function refusedWith(code: number, parameters: Record<string, string>): Promise<void> {
    const description = answerOf(await authorize(parameters)).get("error_description") ?? "";
    assert.match(description, new RegExp(`^AADSTS${code}: `));
  }

  it("answers with the redirect and gives a token with Entra's claims", async () => {
    const answer = answerOf(await authorize({ scope: `${TRAILS_URI}/trails.read` }));
    assert.equal(answer.get("state"), "a state");
    assert.equal(answer.get("iss"), null, "Entra names no issuer in the answer");
    const token = await signedIn(`openid offline_access ${TRAILS_URI}/trails.read`);
    assert.equal(token.token_type, "Bearer");
    assert.equal(token.expires_in, 3600);
    assert.equal(token.scope, `openid profile ${TRAILS_URI}/trails.read`);
    const { aud, iss, scp, azp, azpacr, oid, ver, tid, roles, iat, exp } = claimsOf(String(token.access_token));
    assert.deepEqual(
      { aud, iss, scp, azp, azpacr, oid, ver, tid, roles },
      {
        aud: TRAILS_ID,
        iss: `${entra.origin}/${TENANT}/v2.0`,
        scp: "trails.read",
        azp: CLIENT,
        azpacr: "0",
        oid: USERS[0].oid,
        ver: "2.0",
        tid: TENANT,
        roles: ["Server.Use"],
      },
    );
    assert.equal(Number(exp) - Number(iat), 3600);
    assert.equal(iat, Math.floor(clock.now() / 1000));
  });

  it("signs in the user of the hint", async () => {
    const token = await signedIn(`${TRAILS_URI}/.default`, { login_hint: "blake@example.com" });
    const { oid, scp } = claimsOf(String(token.access_token));
    assert.deepEqual([oid, scp], [USERS[1]?.oid, "trails.read trails.write"]);
  });

  it("gives no refresh token unless offline_access is asked for", async () => {
    assert.equal((await signedIn(`${TRAILS_URI}/trails.read`)).refresh_token, undefined);
  });

  it("refreshes, by the simulated clock", async () => {
    const first = await signedIn(`offline_access ${TRAILS_URI}/trails.read`);
    clock.advance(3000);
    const form = { grant_type: "refresh_token", client_id: CLIENT, refresh_token: String(first.refresh_token) };
    const second = await jsonOf(await redeem({ ...form, scope: `${TRAILS_URI}/trails.read offline_access` }));
    assert.equal(claimsOf(String(second.access_token)).iat, Math.floor(clock.now() / 1000));
    assert.equal(claimsOf(String(second.access_token)).scp, "trails.read");
    clock.advance(91 * 24 * 3600);
    assert.equal((await jsonOf(await redeem(form))).error, "invalid_grant");
  });

  it("refuses a refresh token of another client", async () => {
    const first = await signedIn(`offline_access ${TRAILS_URI}/trails.read`);
    const form = { grant_type: "refresh_token", client_id: OTHER_CLIENT, refresh_token: String(first.refresh_token) };
    assert.deepEqual((await jsonOf(await redeem(form))).error_codes, [70002]);
  });

  it("takes a scope without a resource for Microsoft Graph's", async () => {
    const { aud, scp } = claimsOf(String((await signedIn("User.Read")).access_token));
    assert.deepEqual([aud, scp], ["00000003-0000-0000-c000-000000000000", "User.Read"]);
    assert.equal(
      claimsOf(String((await signedIn("openid profile")).access_token)).aud,
      "00000003-0000-0000-c000-000000000000",
    );
  });

  it("refuses a bare name that Graph does not have (AADSTS650053)", () =>
    refusedWith(650053, { scope: "trails.read" }));
  it("refuses a scope that the application does not have (AADSTS650053)", () =>
    refusedWith(650053, { scope: `${TRAILS_URI}/trails.delete` }));
  it("refuses an unknown application (AADSTS500011)", () =>
    refusedWith(500011, { scope: "api://tenant/other/trails.read" }));
  it("refuses scopes of two resources (AADSTS28000)", () =>
    refusedWith(28000, { scope: `${TRAILS_URI}/trails.read ${LEDGER_URI}/ledger.read` }));
  it("refuses .default beside another scope (AADSTS70011)", () =>
    refusedWith(70011, { scope: `${TRAILS_URI}/.default ${TRAILS_URI}/trails.read` }));
  it("refuses a user who is not assigned (AADSTS50105)", () =>
    refusedWith(50105, { scope: `${TRAILS_URI}/trails.read`, login_hint: "casey@example.com" }));
  it("refuses a user that is not there (AADSTS50034)", () =>
    refusedWith(50034, { scope: `${TRAILS_URI}/trails.read`, login_hint: "nobody@example.com" }));
  it("refuses a plain proof key (AADSTS9002325)", () =>
    refusedWith(9002325, { scope: `${TRAILS_URI}/trails.read`, code_challenge_method: "plain" }));

  it("accepts a resource that is one of the application's URIs, and no other (AADSTS9010010)", async () => {
    const scope = `${TRAILS_URI}/trails.read`;
    const token = await signedIn(scope, { resource: TRAILS_URL });
    assert.equal(claimsOf(String(token.access_token)).aud, TRAILS_ID);
    await refusedWith(9010010, { scope, resource: "https://gateway.azure-api.net/trails/mcp" });
    await refusedWith(9010010, { scope, resource: `${TRAILS_URL}/` });
    await refusedWith(9010010, { scope: `${LEDGER_URI}/ledger.read`, resource: TRAILS_URL });
    await refusedWith(9010010, { scope: "User.Read", resource: TRAILS_URL });
  });

  it("compares the resource again when the code is redeemed (AADSTS9010010)", async () => {
    const key = proofKey();
    const scope = `${TRAILS_URI}/trails.read`;
    const code = answerOf(await authorize({ scope }, key)).get("code") ?? "";
    const form = { grant_type: "authorization_code", client_id: CLIENT, code, redirect_uri: REDIRECT };
    const whole = { ...form, code_verifier: key.verifier };
    const refused = await redeem({ ...whole, resource: "https://gateway.azure-api.net/trails/mcp" });
    assert.equal(refused.status, 400);
    assert.deepEqual((await jsonOf(refused)).error_codes, [9010010]);
    assert.equal((await redeem({ ...whole, resource: TRAILS_URL })).status, 200);
  });

  it("redirects nowhere for a client that is not registered (AADSTS700016)", async () => {
    const refused = await authorize({ client_id: "dddddddd-0000-4000-8000-000000000001" });
    assert.equal(refused.headers.get("location"), null);
    assert.deepEqual((await jsonOf(refused)).error_codes, [700016]);
  });

  it("redirects nowhere but to loopback (AADSTS50011)", async () => {
    for (const redirect_uri of [
      "https://evil.example/cb",
      "http://127.0.0.1.evil.example/",
      "http://a@127.0.0.1/",
      "x",
    ]) {
      const refused = await authorize({ redirect_uri });
      assert.equal(refused.headers.get("location"), null);
      assert.deepEqual((await jsonOf(refused)).error_codes, [50011], redirect_uri);
    }
  });

  it("refuses a wrong verifier, another address, and a second use of a code", async () => {
    const key = proofKey();
    const code = answerOf(await authorize({ scope: `${TRAILS_URI}/trails.read` }, key)).get("code") ?? "";
    const form = { grant_type: "authorization_code", client_id: CLIENT, code, redirect_uri: REDIRECT };
    const wrong = await jsonOf(await redeem({ ...form, code_verifier: proofKey().verifier }));
    assert.deepEqual([wrong.error, wrong.error_codes], ["invalid_grant", [501481]]);
    const moved = { ...form, code_verifier: key.verifier, redirect_uri: "http://127.0.0.1:1/other" };
    assert.deepEqual((await jsonOf(await redeem(moved))).error_codes, [500112]);
    assert.equal((await redeem({ ...form, code_verifier: key.verifier })).status, 200);
    const again = await jsonOf(await redeem({ ...form, code_verifier: key.verifier }));
    assert.deepEqual([again.error, again.error_codes], ["invalid_grant", [54005]]);
    assert.match(String(again.error_description), /^AADSTS54005: .*Trace ID: .*Correlation ID: .*Timestamp: /);
  });

  it("refuses a code after ten minutes of the simulated clock", async () => {
    const key = proofKey();
    const code = answerOf(await authorize({ scope: `${TRAILS_URI}/trails.read` }, key)).get("code") ?? "";
    clock.advance(601);
    const form = { grant_type: "authorization_code", client_id: CLIENT, code, redirect_uri: REDIRECT };
    assert.equal((await redeem({ ...form, code_verifier: key.verifier })).status, 400);
  });

  it("refuses client credentials, secrets and unknown grants", async () => {
    const refusals: readonly [Record<string, string>, number][] = [
      [{ grant_type: "client_credentials", client_id: CLIENT }, 7000216],
      [{ grant_type: "client_credentials", client_id: CLIENT, client_secret: "x" }, 7000215],
      [{ grant_type: "authorization_code", client_id: CLIENT, client_secret: "x" }, 700025],
      [{ grant_type: "password", client_id: CLIENT }, 70003],
      [{ client_id: CLIENT }, 900144],
      [{ grant_type: "authorization_code", client_id: "nobody" }, 700016],
    ];
    for (const [form, code] of refusals) assert.deepEqual((await jsonOf(await redeem(form))).error_codes, [code]);
  });

  it("keeps refresh tokens when keys are rotated, and forgets them on reset", async () => {
    const first = await signedIn(`offline_access ${TRAILS_URI}/trails.read`);
    const form = { grant_type: "refresh_token", client_id: CLIENT, refresh_token: String(first.refresh_token) };
    await entra.rotateKeys();
    assert.equal((await redeem(form)).status, 200);
    entra.reset();
    assert.equal((await redeem(form)).status, 400);
  });

  it("writes nothing on standard output", async () => {
    const { log, info } = console;
    const written: unknown[] = [];
    console.log = console.info = (...parts: unknown[]) => written.push(parts);
    try {
      const other = await startedEntra();
      await fetch(
        `${other.origin}/${TENANT}/oauth2/v2.0/authorize?client_id=${CLIENT}&redirect_uri=http://127.0.0.1/`,
        {
          redirect: "manual",
        },
      );
      await other.close();
    } finally {
      console.log = log;
      console.info = info;
    }
    assert.deepEqual(written, []);
  });
});
