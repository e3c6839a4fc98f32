import assert from "node:assert/strict";
import { startVault, type Entra, type Vault } from "../../../simulator/parties";
import { estateFor, GATEWAY, jsonOf, StandingClock, startedEntra, STRANGER, TENANT } from "./fixture";

const RESOURCE = "https://vault.azure.net";

describe("the stand-in vault", () => {
  const clock = new StandingClock();
  let entra: Entra;
  let vault: Vault;
  before(async () => {
    entra = await startedEntra(clock);
    vault = await startVault({ authority: entra });
    vault.serve(estateFor(entra.origin));
  });
  after(async () => {
    await vault.close();
    await entra.close();
  });

  async function get(path: string, token?: string, query = "?api-version=7.4"): Promise<Response> {
    return fetch(`${vault.origin}${path}${query}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }
  const reader = (): Promise<string> => entra.identityToken(GATEWAY.clientId, RESOURCE);
  const codeOf = async (response: Response): Promise<unknown> =>
    ((await jsonOf(response)).error as { code: string }).code;

  it("gives the current version of a secret, 32 random bytes", async () => {
    const response = await get("/secrets/session-key", await reader());
    assert.equal(response.status, 200);
    const secret = await jsonOf(response);
    assert.equal(Buffer.from(String(secret.value), "base64").length, 32);
    assert.match(String(secret.id), new RegExp(`^${vault.origin}/secrets/session-key/[0-9a-f]{32}$`));
    const { enabled, created, updated } = secret.attributes as Record<string, unknown>;
    assert.deepEqual(
      [enabled, created, updated],
      [true, Math.floor(clock.now() / 1000), Math.floor(clock.now() / 1000)],
    );
  });

  it("keeps values over a reset, and earlier versions when one is added", async () => {
    const before = await jsonOf(await get("/secrets/session-key", await reader()));
    vault.reset();
    vault.serve(estateFor(entra.origin));
    assert.deepEqual(await jsonOf(await get("/secrets/session-key", await reader())), before);
    const version = vault.rotate("session-key");
    const current = await jsonOf(await get("/secrets/session-key", await reader()));
    assert.ok(String(current.id).endsWith(`/${version}`));
    assert.notEqual(current.value, before.value);
    const path = new URL(String(before.id)).pathname;
    assert.equal((await jsonOf(await get(path, await reader()))).value, before.value);
    const list = (await jsonOf(await get("/secrets/session-key/versions", await reader()))).value as {
      id: string;
      attributes: { created: number };
      value?: string;
    }[];
    assert.deepEqual(list.map(({ id }) => id).sort(), [String(before.id), String(current.id)].sort());
    assert.equal(
      list.some((entry) => "value" in entry),
      false,
      "a list has no values",
    );
    assert.equal(new Set(list.map(({ attributes }) => attributes.created)).size, 2, "the newest can be told");
  });

  it("challenges whoever shows no token", async () => {
    const response = await get("/secrets/session-key");
    assert.equal(response.status, 401);
    assert.equal(
      response.headers.get("www-authenticate"),
      `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="https://vault.azure.net"`,
    );
    assert.equal(await codeOf(response), "Unauthorized");
  });

  it("refuses a token for another audience, a forged one and an expired one", async () => {
    const claims = { ver: "1.0", aud: RESOURCE, oid: GATEWAY.principalId } as const;
    assert.equal((await get("/secrets/session-key", await entra.issueToken(claims))).status, 200);
    const refused = [
      await entra.identityToken(GATEWAY.clientId, "https://cognitiveservices.azure.com"),
      await entra.issueToken({ ...claims, alg: "none" }),
      await entra.issueToken({ ...claims, alg: "HS256" }),
      await entra.issueToken({ ...claims, kid: "unknown" }),
      await entra.issueToken({ ...claims, tid: "99999999-2222-4333-8444-555555555555" }),
      await entra.issueToken({ ...claims, exp: Math.floor(clock.now() / 1000) - 400 }),
      "x",
    ];
    for (const token of refused) {
      const response = await get("/secrets/session-key", token);
      assert.equal(response.status, 401, token);
      assert.match(String(response.headers.get("www-authenticate")), /error="invalid_token"/);
    }
  });

  it("refuses an identity that is no reader", async () => {
    const response = await get("/secrets/session-key", await entra.identityToken(STRANGER.clientId, RESOURCE));
    assert.equal(response.status, 403);
    const { code, innererror } = (await jsonOf(response)).error as { code: string; innererror: unknown };
    assert.deepEqual([code, innererror], ["Forbidden", { code: "ForbiddenByRbac" }]);
  });

  it("says which secret or version is not there", async () => {
    for (const path of ["/secrets/other", "/secrets/other/versions", `/secrets/session-key/${"0".repeat(32)}`]) {
      const response = await get(path, await reader());
      assert.equal(response.status, 404);
      assert.equal(await codeOf(response), "SecretNotFound", path);
    }
  });

  it("wants a version of the interface, and knows no other address or method", async () => {
    for (const query of ["", "?api-version=1.0"]) {
      const response = await get("/secrets/session-key", await reader(), query);
      assert.deepEqual([response.status, await codeOf(response)], [400, "BadParameter"]);
    }
    assert.equal((await get("/keys/session-key", await reader())).status, 404);
    const put = await fetch(`${vault.origin}/secrets/session-key?api-version=7.4`, {
      method: "PUT",
      headers: { authorization: `Bearer ${await reader()}` },
    });
    assert.equal(put.status, 405);
  });

  it("fails as asked", async () => {
    const token = await reader();
    vault.fault("throttled");
    assert.equal((await get("/secrets/session-key", token)).status, 429);
    vault.fault("error");
    assert.equal((await get("/secrets/session-key", token)).status, 500);
    vault.fault("malformed");
    await assert.rejects((await get("/secrets/session-key", token)).json(), SyntaxError);
    vault.fault("down");
    await assert.rejects(get("/secrets/session-key", token), TypeError);
    vault.reset();
    assert.equal((await get("/secrets/session-key", token)).status, 200);
  });

  it("rotates no secret that is not planned", () => {
    assert.throws(() => vault.rotate("other"), /no secret other: name one of session-key/);
  });
});
