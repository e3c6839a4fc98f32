import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { SignJWT } from "jose" with { "resolution-mode": "import" };
import type { AddressInfo } from "node:net";
import { answerWith, call, clock, describeGateway, open, problemsOf, type Opened } from "../fixture";

type Key = Parameters<SignJWT["sign"]>[0];

const TENANT = "11111111-1111-4111-8111-111111111111";
const CLIENT = "22222222-2222-4222-8222-222222222222";

/** An issuer with keys that can be changed. */
class Issuer {
  readonly asked: string[] = [];
  down = false;
  private keys: {
    kid: string;
    private: Key;
    jwk: object;
  }[] = [];
  origin = "";
  private readonly server = createServer((req, res) => {
    this.asked.push(req.url ?? "");
    if (this.down) {
      res.destroy();
    } else if (req.url?.endsWith("openid-configuration") === true) {
      res.end(JSON.stringify({ issuer: `${this.origin}/${TENANT}/v2.0`, jwks_uri: `${this.origin}/keys` }));
    } else {
      res.end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
    }
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    await this.rotate("one");
  }

  async rotate(kid: string): Promise<void> {
    const { exportJWK, generateKeyPair } = await import("jose");
    const pair = await generateKeyPair("RS256", { extractable: true });
    this.keys = [{ kid, private: pair.privateKey, jwk: { ...(await exportJWK(pair.publicKey)), kid, use: "sig" } }];
  }

  async token(claims: object = {}, kid?: string): Promise<string> {
    const { SignJWT } = await import("jose");
    const [key] = this.keys;
    assert.ok(key);
    const now = Math.floor(clock.ms / 1000);
    return new SignJWT({
      iss: `${this.origin}/${TENANT}/v2.0`,
      aud: "audience",
      azp: CLIENT,
      tid: TENANT,
      oid: "user",
      roles: ["a", "b"],
      exp: now + 3600,
      nbf: now - 10,
      ...claims,
    })
      .setProtectedHeader({ alg: "RS256", kid: kid ?? key.kid })
      .sign(key.private);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const POLICY = (inner = "", attributes = ""): string =>
  `<validate-azure-ad-token tenant-id="${TENANT}" output-token-variable-name="token" ${attributes}><client-application-ids><application-id>${CLIENT}</application-id></client-application-ids><audiences><audience>audience</audience></audiences>${inner}</validate-azure-ad-token>${answerWith(`@(((Jwt)context.Variables["token"]).Claims.GetValueOrDefault("oid", "none"))`)}`;

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describeGateway("validate-azure-ad-token", () => {
  const issuer = new Issuer();
  before(() => issuer.start());
  after(() => {
    issuer.close();
  });
  beforeEach(() => {
    issuer.asked.length = 0;
    issuer.down = false;
  });

  const opened = (inner?: string, attributes?: string): Promise<Opened> =>
    open(
      {
        inbound: POLICY(inner, attributes),
        onError: `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`,
      },
      { entra: issuer.origin },
    );

  const answerTo = async (gateway: Opened, token: string | undefined): Promise<string> => {
    const answer = await call(
      gateway,
      "/api/x",
      token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } },
    );
    return answer.status === 200 ? answer.text : `${answer.status} ${answer.headers.get("reason") ?? ""}`;
  };

  it("takes a good v2 token, and a v1 token of the same tenant", async () => {
    const gateway = await opened();
    assert.equal(await answerTo(gateway, await issuer.token()), "user");
    const v1 = await issuer.token({ iss: `https://sts.windows.net/${TENANT}/`, azp: undefined, appid: CLIENT });
    assert.equal(await answerTo(gateway, v1), "user");
  });

  it("keeps the keys for an hour", async () => {
    const gateway = await opened();
    await answerTo(gateway, await issuer.token());
    await answerTo(gateway, await issuer.token());
    assert.equal(issuer.asked.length, 2);
    clock.ms += 3_600_001;
    await answerTo(gateway, await issuer.token());
    assert.equal(issuer.asked.length, 4);
  });

  it("reads the keys anew for an unknown key id, and asks once for one that is not there", async () => {
    const gateway = await opened();
    await answerTo(gateway, await issuer.token());
    await issuer.rotate("two");
    assert.equal(await answerTo(gateway, await issuer.token()), "user");
    issuer.asked.length = 0;
    for (let times = 0; times < 3; times += 1) {
      assert.equal(await answerTo(gateway, await issuer.token({}, "nobody")), "401 TokenSignatureKeyNotFound");
    }
    assert.equal(issuer.asked.length, 2);
  });

  for (const [what, claims, reason] of [
    ["another audience", { aud: "other" }, "TokenAudienceNotAllowed"],
    ["another issuer", { iss: "https://evil.test/" }, "TokenIssuerNotAllowed"],
    [
      "another tenant's issuer",
      { iss: "https://sts.windows.net/22222222-1111-4111-8111-111111111111/" },
      "TokenIssuerNotAllowed",
    ],
    ["another client", { azp: "other" }, "TokenClaimValueNotAllowed"],
    ["no client", { azp: undefined }, "TokenClaimValueNotAllowed"],
    ["an expiry six minutes ago", { exp: Math.floor(clock.ms / 1000) - 360 }, "TokenExpired"],
    ["no expiry", { exp: undefined }, "JwtInvalid"],
    ["a start in six minutes", { nbf: Math.floor(clock.ms / 1000) + 360 }, "JwtInvalid"],
  ] as const) {
    it(`refuses ${what}: ${reason}`, async () => {
      assert.equal(await answerTo(await opened(), await issuer.token(claims)), `401 ${reason}`);
    });
  }

  it("lets a token pass whose expiry is four minutes ago: a policy's own check must be stricter", async () => {
    const claims = { exp: Math.floor(clock.ms / 1000) - 240 };
    assert.equal(await answerTo(await opened(), await issuer.token(claims)), "user");
  });

  it("refuses no token, no JWT, no signature, another's signature and a shared secret's", async () => {
    const gateway = await opened();
    const good = await issuer.token();
    const [header = "", payload = "", signature = ""] = good.split(".");
    assert.equal(await answerTo(gateway, undefined), "401 TokenNotPresent");
    assert.equal(await answerTo(gateway, "nonsense"), "401 JwtInvalid");
    assert.match(await answerTo(gateway, `${base64({ alg: "none" })}.${payload}.`), /^401 /);
    assert.match(await answerTo(gateway, `${base64({ alg: "HS256", kid: "two" })}.${payload}.${signature}`), /^401 /);
    assert.equal(
      await answerTo(gateway, `${header}.${base64({ aud: "audience" })}.${signature}`),
      "401 TokenSignatureInvalid",
    );
  });

  it("reads the token from Authorization, never from the query", async () => {
    const gateway = await opened();
    const answer = await call(gateway, `/api/x?access_token=${await issuer.token()}`);
    assert.equal(answer.status, 401);
  });

  it("demands every required claim, each value of it or any", async () => {
    const claim = (values: string, match = "all"): string =>
      `<required-claims><claim name="roles" match="${match}">${values}</claim></required-claims>`;
    const both = await opened(claim("<value>a</value><value>c</value>"));
    assert.equal(await answerTo(both, await issuer.token()), "401 TokenClaimValueNotAllowed");
    const any = await opened(claim("<value>a</value><value>c</value>", "any"));
    assert.equal(await answerTo(any, await issuer.token()), "user");
    assert.equal(await answerTo(any, await issuer.token({ roles: undefined })), "401 TokenClaimNotFound");
  });

  it("refuses, and does not break, where Entra cannot be reached", async () => {
    const gateway = await opened();
    issuer.down = true;
    assert.equal(await answerTo(gateway, await issuer.token()), "401 TokenSignatureKeyNotFound");
    issuer.down = false;
    assert.equal(await answerTo(gateway, await issuer.token()), "user");
  });

  it("answers with the code and text that it is told", async () => {
    const gateway = await opened("", `failed-validation-httpcode="403" failed-validation-error-message="Go away"`);
    const answer = await call(gateway);
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Go away/);
  });

  it("holds its children to their order, and has no clock skew", async () => {
    const wrong = `<validate-azure-ad-token tenant-id="t"><audiences><audience>a</audience></audiences><client-application-ids><application-id>c</application-id></client-application-ids></validate-azure-ad-token>`;
    assert.match((await problemsOf({ inbound: wrong })).join(), /stands too late/);
    assert.match((await problemsOf({ inbound: POLICY("", `clock-skew="0"`) })).join(), /has no attribute "clock-skew"/);
  });
});
