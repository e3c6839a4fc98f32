import assert from "node:assert/strict";
import { answerWith, call, clock, describeGateway, open, problemsOf, type Opened } from "../fixture";

const SECRET = Buffer.from("a secret of thirty-two bytes....");

async function token(claims: object = {}, secret = SECRET): Promise<string> {
  const { SignJWT } = await import("jose");
  const now = Math.floor(clock.ms / 1000);
  return new SignJWT({ iss: "issuer", aud: "audience", exp: now + 60, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(secret);
}

const POLICY = (attributes = "", claims = ""): string =>
  `<validate-jwt header-name="Authorization" output-token-variable-name="t" ${attributes}><issuer-signing-keys><key>${SECRET.toString("base64")}</key></issuer-signing-keys><audiences><audience>audience</audience></audiences><issuers><issuer>issuer</issuer></issuers>${claims}</validate-jwt>${answerWith(`@(((Jwt)context.Variables["t"]).Issuer)`)}`;

const opened = (attributes?: string, claims?: string): Promise<Opened> =>
  open({
    inbound: POLICY(attributes, claims),
    onError: `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`,
  });

async function answerTo(gateway: Opened, jwt: string | undefined, scheme = "Bearer"): Promise<string> {
  const answer = await call(
    gateway,
    "/api/x",
    jwt === undefined ? {} : { headers: { Authorization: `${scheme} ${jwt}` } },
  );
  return answer.status === 200 ? answer.text : `${answer.status} ${answer.headers.get("reason") ?? ""}`;
}

describeGateway("validate-jwt", () => {
  it("takes a token that fits, and keeps it as a variable", async () => {
    assert.equal(await answerTo(await opened(), await token()), "issuer");
  });

  for (const [what, claims, reason] of [
    ["another issuer", { iss: "other" }, "TokenIssuerNotAllowed"],
    ["another audience", { aud: "other" }, "TokenAudienceNotAllowed"],
    ["an expiry a second ago", { exp: Math.floor(clock.ms / 1000) - 1 }, "TokenExpired"],
    ["no expiry", { exp: undefined }, "JwtInvalid"],
    ["a start in a minute", { nbf: Math.floor(clock.ms / 1000) + 60 }, "JwtInvalid"],
  ] as const) {
    it(`refuses ${what}: ${reason}`, async () => {
      assert.equal(await answerTo(await opened(), await token(claims)), `401 ${reason}`);
    });
  }

  it("refuses another key, and no token", async () => {
    const gateway = await opened();
    const foreign = await token({}, Buffer.from("another secret of thirty-two byt"));
    assert.equal(await answerTo(gateway, foreign), "401 TokenSignatureInvalid");
    assert.equal(await answerTo(gateway, undefined), "401 TokenNotPresent");
  });

  it("allows a skew, and no expiry, only where it is told to", async () => {
    const late = await token({ exp: Math.floor(clock.ms / 1000) - 5 });
    assert.equal(await answerTo(await opened(`clock-skew="10"`), late), "issuer");
    const endless = await token({ exp: undefined });
    assert.equal(await answerTo(await opened(`require-expiration-time="false"`), endless), "issuer");
  });

  it("takes an unsigned token only where it is told to", async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${part({ alg: "none" })}.${part({ iss: "issuer", aud: "audience", exp: clock.ms })}.`;
    assert.match(await answerTo(await opened(), unsigned), /^401 /);
    assert.equal(await answerTo(await opened(`require-signed-tokens="false"`), unsigned), "issuer");
  });

  it("demands its scheme", async () => {
    assert.equal(
      await answerTo(await opened(`require-scheme="Bearer"`), await token(), "Basic"),
      "401 TokenNotPresent",
    );
  });

  it("splits a claim at its separator", async () => {
    const claims = `<required-claims><claim name="scp" match="any" separator=" "><value>b</value></claim></required-claims>`;
    assert.equal(await answerTo(await opened("", claims), await token({ scp: "a b" })), "issuer");
    assert.equal(await answerTo(await opened("", claims), await token({ scp: "a" })), "401 TokenClaimValueNotAllowed");
    assert.equal(await answerTo(await opened("", claims), await token()), "401 TokenClaimNotFound");
  });

  it("needs one place for the token, and refuses certificates and encrypted tokens plainly", async () => {
    assert.match((await problemsOf({ inbound: `<validate-jwt />` })).join(), /takes one of "header-name"/);
    assert.match(
      (
        await problemsOf({
          inbound: `<validate-jwt header-name="A"><issuer-signing-keys><key certificate-id="c" /></issuer-signing-keys><decryption-keys><key certificate-id="c" /></decryption-keys></validate-jwt>`,
        })
      ).join(),
      /encrypted tokens are not simulated.*certificates are not simulated/,
    );
  });
});
