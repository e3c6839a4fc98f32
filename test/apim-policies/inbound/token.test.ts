import assert from "node:assert/strict";
import {
  CLIENT,
  clock,
  describeInbound,
  initialize,
  openInbound,
  passes,
  refuses,
  type Inbound,
  type Refusal,
  TENANT,
} from "./fixture";

const seconds = (): number => Math.floor(clock.now() / 1000);

/** 401 with the challenge that a client needs to sign in. */
async function challenged(
  gateway: Inbound,
  reason: string,
  control: string,
  headers: Readonly<Record<string, string | null>>,
): Promise<void> {
  const expected: Refusal = { status: 401, reason, control };
  const answer = await refuses(gateway, expected, () => gateway.send(initialize(), { headers }));
  assert.equal(
    answer.headers.get("www-authenticate"),
    `Bearer resource_metadata="${gateway.origin}/.well-known/oauth-protected-resource/trails/mcp", scope="api://${TENANT}/bulwark-dev-trails/trails.read"`,
  );
}

async function refusesClaims(
  reason: string,
  control: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<void> {
  const gateway = await openInbound();
  await challenged(gateway, reason, control, { Authorization: `Bearer ${await gateway.token(claims)}` });
}

describeInbound("of tokens, the gateway", () => {
  it("refuses a request without one", async () => {
    const gateway = await openInbound();
    await challenged(gateway, "token-missing", "MCP07-1", { Authorization: null });
  });

  it("refuses what is none", async () => {
    const gateway = await openInbound();
    await challenged(gateway, "token-invalid", "MCP07-1", { Authorization: "Bearer not.a.token" });
  });

  it("refuses a signature that was changed", async () => {
    const gateway = await openInbound();
    const token = await gateway.token();
    const other = await (await openInbound()).token();
    await challenged(gateway, "token-invalid", "MCP07-1", { Authorization: `Bearer ${other}` });
    await challenged(gateway, "token-invalid", "MCP07-1", { Authorization: `Bearer ${token.slice(0, -8)}AAAAAAAA` });
  });

  it("refuses a token issued for another server", () => refusesClaims("token-invalid", "MCP07-1", { aud: "another" }));

  it("refuses another tenant's", () =>
    refusesClaims("token-invalid", "MCP07-1", {
      iss: "https://login.microsoftonline.com/22222222-2222-4222-8222-222222222222/v2.0",
    }));

  it("refuses a client that is not in the list", () =>
    refusesClaims("client-not-allowed", "MCP07-1", { azp: "00000000-0000-4000-8000-000000000000" }));

  it("refuses a token of version 1", () => refusesClaims("token-invalid", "MCP07-1", { ver: "1.0" }));

  it("refuses one without a user", () => refusesClaims("caller-unknown", "MCP07-1", { oid: null }));

  it("refuses one that expired 60 seconds ago, and takes one of 59", async () => {
    await refusesClaims("token-expired", "MCP01-6", { exp: seconds() - 60, nbf: seconds() - 3600 });
    const gateway = await openInbound();
    await passes(gateway, () => gateway.send(initialize(), { claims: { exp: seconds() - 59, nbf: seconds() - 3600 } }));
  });

  it("refuses one that expired long ago", () =>
    refusesClaims("token-expired", "MCP01-6", { exp: seconds() - 4000, nbf: seconds() - 8000 }));

  it("refuses one whose life begins in more than 60 seconds, and takes one of 60", async () => {
    await refusesClaims("token-not-yet-valid", "MCP01-6", { nbf: seconds() + 61 });
    await refusesClaims("token-not-yet-valid", "MCP01-6", { nbf: seconds() + 4000, exp: seconds() + 8000 });
    const gateway = await openInbound();
    await passes(gateway, () => gateway.send(initialize(), { claims: { nbf: seconds() + 60 } }));
  });

  it("never looks for one in the query", async () => {
    const gateway = await openInbound();
    const token = await gateway.token();
    await refuses(gateway, { status: 401, reason: "token-missing", control: "MCP07-1" }, () =>
      gateway.send(initialize(), { path: `/trails/mcp?access_token=${token}`, headers: { Authorization: null } }),
    );
  });

  it("knows the caller by oid and azp of the token alone", async () => {
    const gateway = await openInbound();
    await passes(gateway, () =>
      gateway.send(initialize(), { headers: { "X-Bulwark-User": "somebody", "X-MS-CLIENT-PRINCIPAL-ID": "somebody" } }),
    );
    assert.deepEqual(
      [gateway.audits().at(-1)?.user, gateway.audits().at(-1)?.client],
      ["99999999-9999-4999-8999-999999999999", CLIENT],
    );
  });
});
