import assert from "node:assert/strict";
import { IdentityTokenFailure, USERS, type Entra } from "../../../simulator/parties";
import {
  BACKEND_ID,
  BACKEND_URI,
  claimsOf,
  CLIENT,
  GATEWAY,
  jsonOf,
  LEDGER_ID,
  LEDGER_URI,
  StandingClock,
  startedEntra,
  STRANGER,
  TENANT,
  TRAILS_ID,
  TRAILS_URI,
} from "./fixture";

const EXCHANGE = "api://AzureADTokenExchange";

describe("tokens of managed identities", () => {
  let entra: Entra;
  before(async () => {
    entra = await startedEntra();
  });
  after(() => entra.close());

  const refused = (clientId: string, resource: string, code: string | undefined): Promise<void> =>
    assert.rejects(entra.identityToken(clientId, resource), (error: unknown) => {
      assert.ok(error instanceof IdentityTokenFailure);
      assert.equal(error.code, code);
      return true;
    });

  it("are app-only tokens with the roles that are assigned", async () => {
    for (const resource of [TRAILS_URI, TRAILS_ID]) {
      const { aud, iss, oid, sub, azp, azpacr, roles, ver, scp } = claimsOf(
        await entra.identityToken(GATEWAY.clientId, resource),
      );
      assert.deepEqual(
        { aud, iss, oid, sub, azp, azpacr, roles, ver, scp },
        {
          aud: TRAILS_ID,
          iss: `${entra.origin}/${TENANT}/v2.0`,
          oid: GATEWAY.principalId,
          sub: GATEWAY.principalId,
          azp: GATEWAY.clientId,
          azpacr: "2",
          roles: ["Gateway.Forward"],
          ver: "2.0",
          scp: undefined,
        },
      );
    }
  });

  it("are of version 1.0 for Azure's own resources", async () => {
    for (const resource of [
      "https://vault.azure.net",
      "https://cognitiveservices.azure.com",
      "https://cognitiveservices.azure.com/",
    ]) {
      const { aud, iss, appid, oid, ver } = claimsOf(await entra.identityToken(GATEWAY.clientId, resource));
      assert.deepEqual(
        { aud, iss, appid, oid, ver },
        {
          aud: resource,
          iss: `https://sts.windows.net/${TENANT}/`,
          appid: GATEWAY.clientId,
          oid: GATEWAY.principalId,
          ver: "1.0",
        },
      );
    }
  });

  it("are not given without a role (AADSTS501051)", () => refused(STRANGER.clientId, TRAILS_URI, "AADSTS501051"));
  it("are not given for an unknown resource (AADSTS500011)", () =>
    refused(GATEWAY.clientId, "api://other", "AADSTS500011"));
  it("are not given to an unknown identity", () =>
    refused("dddddddd-0000-4000-8000-000000000001", TRAILS_URI, undefined));

  it("are not given while Entra is broken", async () => {
    for (const mode of ["down", "error", "throttled", "malformed"] as const) {
      entra.fault(mode);
      await refused(GATEWAY.clientId, TRAILS_URI, undefined);
    }
    entra.fault("ok");
  });
});

describe("on-behalf-of at the stand-in Entra", () => {
  const clock = new StandingClock();
  let entra: Entra;
  before(async () => {
    entra = await startedEntra(clock);
  });
  after(() => entra.close());

  async function form(changes: Record<string, string | undefined> = {}): Promise<URLSearchParams> {
    const whole: Record<string, string | undefined> = {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      requested_token_use: "on_behalf_of",
      client_id: LEDGER_ID,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await entra.identityToken(GATEWAY.clientId, EXCHANGE),
      scope: `${BACKEND_URI}/server.invoke`,
      assertion: await entra.issueToken({ server: "ledger" }),
      ...changes,
    };
    const entries = Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new URLSearchParams(entries);
  }

  async function exchanged(changes: Record<string, string | undefined> = {}): Promise<Response> {
    return fetch(`${entra.origin}/${TENANT}/oauth2/v2.0/token`, { method: "POST", body: await form(changes) });
  }

  async function refused(code: number, error: string, changes: Record<string, string | undefined>): Promise<void> {
    const answer = await jsonOf(await exchanged(changes));
    assert.deepEqual([answer.error_codes, answer.error], [[code], error]);
    assert.equal("access_token" in answer, false);
  }

  it("gives the user's token for the second application, issued to the first", async () => {
    const response = await exchanged();
    assert.equal(response.status, 200);
    const token = await jsonOf(response);
    assert.equal(token.scope, `${BACKEND_URI}/server.invoke`);
    const { aud, azp, azpacr, oid, scp, ver } = claimsOf(String(token.access_token));
    assert.deepEqual(
      { aud, azp, azpacr, oid, scp, ver },
      { aud: BACKEND_ID, azp: LEDGER_ID, azpacr: "2", oid: USERS[0].oid, scp: "server.invoke", ver: "2.0" },
    );
  });

  it("refuses a credential of another subject (AADSTS700213)", async () => {
    await refused(700213, "invalid_client", {
      client_assertion: await entra.identityToken(STRANGER.clientId, EXCHANGE),
    });
  });
  it("refuses a credential of another audience (AADSTS700212)", async () => {
    const client_assertion = await entra.issueToken({ aud: "api://other", claims: { sub: GATEWAY.principalId } });
    await refused(700212, "invalid_client", { client_assertion });
  });
  it("refuses a credential of another issuer (AADSTS700211)", async () => {
    const client_assertion = await entra.issueToken({
      aud: EXCHANGE,
      iss: "https://evil.example",
      claims: { sub: GATEWAY.principalId },
    });
    await refused(700211, "invalid_client", { client_assertion });
  });
  it("refuses an application without a federated credential (AADSTS700211)", () =>
    refused(700211, "invalid_client", { client_id: TRAILS_ID }));
  it("refuses a forged credential (AADSTS700027)", async () => {
    for (const forgery of [{ alg: "none" }, { alg: "HS256" }, { kid: "unknown" }] as const) {
      const client_assertion = await entra.issueToken({
        aud: EXCHANGE,
        claims: { sub: GATEWAY.principalId },
        ...forgery,
      });
      await refused(700027, "invalid_client", { client_assertion });
    }
  });
  it("refuses an expired credential (AADSTS700024)", async () => {
    const client_assertion = await entra.issueToken({
      aud: EXCHANGE,
      exp: Math.floor(clock.now() / 1000) - 400,
      claims: { sub: GATEWAY.principalId },
    });
    await refused(700024, "invalid_client", { client_assertion });
  });
  it("refuses secrets (AADSTS7000215), none at all (AADSTS7000218) and no JWT (AADSTS50027)", async () => {
    await refused(7000215, "invalid_client", { client_secret: "x" });
    await refused(7000218, "invalid_client", { client_assertion: undefined });
    await refused(50027, "invalid_client", { client_assertion: "x" });
    await refused(50027, "invalid_client", { client_assertion_type: "x" });
  });
  it("refuses an unknown application (AADSTS700016)", () =>
    refused(700016, "unauthorized_client", { client_id: CLIENT }));

  it("refuses a user's token for another application (AADSTS500131)", async () => {
    await refused(500131, "invalid_grant", { assertion: await entra.issueToken({ server: "trails" }) });
  });
  it("refuses a forged or foreign user's token (AADSTS50013)", async () => {
    for (const forgery of [
      { alg: "none" },
      { alg: "HS256" },
      { kid: "unknown" },
      { iss: "https://evil.example" },
    ] as const) {
      await refused(50013, "invalid_grant", { assertion: await entra.issueToken({ server: "ledger", ...forgery }) });
    }
    await refused(50013, "invalid_grant", { assertion: "x" });
  });
  it("refuses an expired user's token (AADSTS500133)", async () => {
    const exp = Math.floor(clock.now() / 1000) - 400;
    await refused(500133, "invalid_grant", { assertion: await entra.issueToken({ server: "ledger", exp }) });
  });
  it("refuses a token of no user (AADSTS7000114)", async () => {
    await refused(7000114, "invalid_grant", { assertion: await entra.issueToken({ server: "ledger", scp: null }) });
    await refused(7000114, "invalid_grant", { assertion: await entra.issueToken({ server: "ledger", oid: null }) });
  });
  it("refuses a scope or application that does not pre-authorise the client (AADSTS65001)", async () => {
    await refused(65001, "invalid_grant", { scope: `${BACKEND_URI}/server.other` });
    await refused(65001, "invalid_grant", { scope: `${BACKEND_URI}/.default` });
    await refused(65001, "invalid_grant", { scope: `${TRAILS_URI}/trails.read` });
    await refused(65001, "invalid_grant", { scope: `${LEDGER_URI}/ledger.read` });
    await refused(65001, "invalid_grant", { scope: "User.Read" });
  });
  it("refuses a user who is not assigned to the second application (AADSTS50105)", async () => {
    const assertion = await entra.issueToken({ server: "ledger", oid: USERS[2]?.oid });
    await refused(50105, "invalid_grant", { assertion });
  });
  it("refuses an unknown resource (AADSTS500011) and missing parameters (AADSTS900144)", async () => {
    await refused(500011, "invalid_resource", { scope: "api://other/x" });
    for (const name of ["client_id", "scope", "assertion", "requested_token_use"]) {
      await refused(900144, "invalid_request", { [name]: undefined });
    }
    await refused(90014, "invalid_request", { requested_token_use: "x" });
  });
});
