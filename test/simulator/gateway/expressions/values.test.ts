import assert from "node:assert/strict";
import { Laboratory, noon } from "./laboratory";

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const token = [
  encoded({ alg: "RS256", typ: "JWT" }),
  encoded({
    iss: "https://issuer/",
    sub: "subject",
    aud: ["one", "two"],
    jti: "id",
    exp: noon / 1000 + 60,
    nbf: noon / 1000,
    iat: noon / 1000,
    oid: "user",
    when: "2026-01-02T03:04:05Z",
    flag: true,
    roles: ["a", "b"],
  }),
  "c2ln",
].join(".");

describe("what API Management adds to values", () => {
  const laboratory = new Laboratory();

  it("reads every documented member of a Jwt", async () => {
    const context = laboratory.open();
    context.setJwtVariable("token", token);
    const members: readonly (readonly [code: string, text: string])[] = [
      ["jwt.Algorithm", "RS256"],
      ["jwt.Type", "JWT"],
      ["jwt.Issuer", "https://issuer/"],
      ["jwt.Subject", "subject"],
      ["jwt.Id", "id"],
      ['string.Join(" ", jwt.Audiences)', "one two"],
      ['jwt.ExpirationTime.Value.ToString("o")', "2026-11-23T10:01:00.0000000Z"],
      ['jwt.NotBefore.Value.ToString("o")', "2026-11-23T10:00:00.0000000Z"],
      ['jwt.IssuedAt.Value.ToString("o")', "2026-11-23T10:00:00.0000000Z"],
      ['jwt.Claims["oid"][0]', "user"],
      ['jwt.Claims.GetValueOrDefault("roles", "")', "a,b"],
      ['jwt.Claims.GetValueOrDefault("none", "default")', "default"],
      ['jwt.Claims.GetValueOrDefault("when", "")', "2026-01-02T03:04:05Z"],
      ['jwt.Claims.GetValueOrDefault("flag", "")', "true"],
    ];
    const whole = (code: string) => `@{ var jwt = (Jwt)context.Variables["token"]; return ${code}; }`;
    await laboratory.prepare(members.map(([code]) => whole(code)));
    for (const [code, text] of members) {
      assert.equal(await laboratory.text(whole(code), context), text, code);
    }
  });

  it("takes for a Jwt what is one, and nothing else", async () => {
    const code =
      '@{ Jwt jwt; var text = (string)context.Variables["text"]; return text.TryParseJwt(out jwt) + " " + (text.AsJwt() == null) + " " + (jwt == null); }';
    const tellings: readonly (readonly [string, string])[] = [
      [token, "True False False"],
      ["", "False True True"],
      ["a.b", "False True True"],
      ["a.b.c", "False True True"],
      [`${token}.x`, "False True True"],
      [`Bearer ${token}`, "False True True"],
      [`${encoded([])}.${encoded({})}.c2ln`, "False True True"],
    ];
    for (const [text, telling] of tellings) {
      const context = laboratory.open();
      context.setVariable("text", text);
      assert.equal(await laboratory.text(code, context), telling, text);
    }
  });

  it("reads the credentials of scheme Basic", async () => {
    const header = `Basic ${Buffer.from("user:pass:word").toString("base64")}`;
    assert.equal(
      await laboratory.text(`@("${header}".AsBasic().UserId + "/" + "${header}".AsBasic().Password)`),
      "user/pass:word",
    );
    assert.equal(
      await laboratory.text(
        '@{ BasicAuthCredentials basic; return "Bearer x".TryParseBasic(out basic) || "Basic %".AsBasic() != null; }',
      ),
      "False",
    );
  });

  it("encrypts and decrypts, by name and by algorithm", async () => {
    const setup = 'var key = new byte[32]; var iv = new byte[16]; var plain = Encoding.UTF8.GetBytes("plain");';
    assert.equal(
      await laboratory.text(
        `@{ ${setup} return Encoding.UTF8.GetString(plain.Encrypt("Aes", key, iv).Decrypt("Aes", key, iv)); }`,
      ),
      "plain",
    );
    assert.match(
      await laboratory.thrown('@(new byte[1].Encrypt("None", new byte[1], new byte[1]))'),
      /^ArgumentException: .*'None'/,
    );
  });

  it("knows JObject.ContainsKey, which Newtonsoft.Json has only from version 10.0.2", async () => {
    assert.equal(
      await laboratory.text(
        '@(JObject.Parse("{\\"a\\":null}").ContainsKey("a") + " " + new JObject().ContainsKey("a"))',
      ),
      "True False",
    );
  });

  it("writes values as API Management does, whatever the machine's language", async () => {
    const written: readonly (readonly [code: string, type: string, text: string, scalar: unknown])[] = [
      ["null", "null", "", null],
      ["true", "Boolean", "True", true],
      ["1.5", "Double", "1.5", 1.5],
      ["0.1 + 0.2", "Double", "0.30000000000000004", 0.1 + 0.2],
      ["12345678901L", "Int64", "12345678901", 12345678901],
      ["1.50m", "Decimal", "1.50", 1.5],
      ["double.NaN", "Double", "NaN", NaN],
      ['"\\u0000é\\ud800"', "String", "\u0000é\ud800", "\u0000é\ud800"],
      ["new DateTime(2026, 1, 2)", "DateTime", "01/02/2026 00:00:00", undefined],
      ["new JArray(1)", "JArray", "[\n  1\n]", undefined],
      ['new Uri("https://a/b")', "Uri", "https://a/b", undefined],
    ];
    await laboratory.prepare(written.map(([code]) => `@(${code})`));
    for (const [code, type, text, scalar] of written) {
      assert.deepEqual(await laboratory.evaluate(`@(${code})`), { type, text, scalar }, code);
    }
  });

  it("tells the exception that an expression throws by its type and its message", async () => {
    assert.match(
      await laboratory.thrown("@(context.Response.StatusCode)"),
      /^NullReferenceException: Object reference/,
    );
    assert.equal(await laboratory.thrown('@{ throw new Exception("mine"); }'), "Exception: mine");
  });
});
