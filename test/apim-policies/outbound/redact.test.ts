import assert from "node:assert/strict";
import type { JsonObject } from "../../../locks";
import {
  answers,
  bytes,
  closeAll,
  closeExpressionHost,
  event,
  openOutbound,
  resultOf,
  stream,
  toolsOf,
  type Outbound,
} from "./fixture";

const call = { method: "tools/call", params: { name: "t" } };
const base64 = (value: string): string => Buffer.from(value).toString("base64");
/** Written in two parts, so that no scanner of secrets takes this file for a leak. */
const joined = (...parts: readonly string[]): string => parts.join("");

const hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const jwt = joined("eyJhbGciOiJSUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".c2lnbmF0dXJl-_x");
const pem = joined("-----BEGIN RSA PRIVATE", " KEY-----\nMIIEowIBAAKCAQEA\nabc+/=\n-----END RSA PRIVATE", " KEY-----");
const storageKey = joined("A1b2C3d4E5f6".repeat(7), "ab", "==");

/** What is sent, and what arrives. */
const credentials: Readonly<Record<string, readonly [string, string]>> = {
  "a private key": [`before ${pem} after`, "before [redacted:private-key] after"],
  "a private key that is cut off": [pem.slice(0, 60), "[redacted:private-key]"],
  "a JWT": [`see ${jwt}.`, "see [redacted:jwt]."],
  "an AWS key id": [joined("AKIA", "IOSFODNN7EXAMPLE "), "[redacted:aws-key] "],
  "an AWS secret": [
    joined("aws_secret_access_", "key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    "aws_secret_access_key = [redacted:secret]",
  ],
  "a GitHub token": [joined("ghp", "_abcdefghijklmnopqrstuvwxyz0123456789"), "[redacted:github-token]"],
  "a fine-grained GitHub token": [
    joined("github", "_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz"),
    "[redacted:github-token]",
  ],
  "a GitLab token": [joined("glpat", "-abcdefghij0123456789"), "[redacted:gitlab-token]"],
  "a Slack token": [joined("xoxb", "-123456789012-abcdefGHIJKL"), "[redacted:slack-token]"],
  "a webhook": [
    joined("https://hooks.slack.com", "/services/T00000000/B00000000/abcdefghijklmnop"),
    "https://hooks.slack.com/services/[redacted:webhook]",
  ],
  "a Google key": [joined("AIza", "SyA-1234567890abcdefghijklmnopqrstu"), "[redacted:google-key]"],
  "a vendor's key": [joined("sk", "_live_abcdefghijklmnop12345678"), "[redacted:vendor-key]"],
  "an Azure storage key": [storageKey, "[redacted:azure-key]"],
  "a connection string": [
    `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${storageKey};EndpointSuffix=core.windows.net`,
    "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=[redacted:azure-key];EndpointSuffix=core.windows.net",
  ],
  "a database's connection string": [
    "Server=tcp:db;User ID=app;Password=correct horse;",
    "Server=tcp:db;User ID=app;Password=[redacted:secret] horse;",
  ],
  "a shared access signature": [
    joined("https://x.blob.core.windows.net/c/b?sv=2024-01-01&sp=r&si", "g=abcDEF0123456789abcDEF%2F0123456789%3D"),
    "https://x.blob.core.windows.net/c/b?sv=2024-01-01&sp=r&sig=[redacted:azure-key]",
  ],
  "an Entra client secret": [joined("abc8", "Q~abcdefghijklmnopqrstuvwxyz_.012345"), "[redacted:entra-secret]"],
  "a password in an address": ["postgres://app:s3cr3t@db:5432/x", "postgres://app:[redacted:url-password]@db:5432/x"],
  "a bearer header": ["Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [redacted:bearer]"],
  "a basic header": [`Authorization: Basic ${base64("user:password1")}`, "Authorization: Basic [redacted:basic]"],
  "a key in JSON inside a text": [`{"api_key":"${hex}"}`, '{"api_key":"[redacted:secret]"}'],
  "a key in JSON inside JSON": [`{\\"apiKey\\": \\"${hex}\\"}`, '{\\"apiKey\\": \\"[redacted:secret]\\"}'],
  "hex after a name": [`secret: ${hex}`, "secret: [redacted:secret]"],
  "a password in an environment file": ["DB_PASSWORD=hunter", "DB_PASSWORD=[redacted:secret]"],
  "a password in YAML": ["  password: hunter2", "  password: [redacted:secret]"],
  "a token in a query": ["https://x.test/?token=abcd1234efgh&a=1", "https://x.test/?token=[redacted:secret]&a=1"],
};

const personal: Readonly<Record<string, readonly [string, string]>> = {
  "a mail address": ["Write to jane.o'doe+x@mail.example.co.uk.", "Write to [redacted:mail]."],
  "a mail address with letters of another script": ["δοκιμή@παράδειγμα.ελ", "[redacted:mail]"],
  "a phone number": ["Call +41 44 668 18 00 now", "Call [redacted:phone] now"],
  "an American phone number": ["(415) 555-2671", "[redacted:phone]"],
  "a phone number after its name": ["Tel: 044 668 18 00", "Tel: [redacted:phone]"],
  "an IBAN": ["Pay to CH93 0076 2011 6238 5295 7 today", "Pay to [redacted:iban] today"],
  "a card number": ["4111 1111 1111 1111", "[redacted:card]"],
  "a card number with hyphens": ["card 5500-0000-0000-0004.", "card [redacted:card]."],
  "an American social security number": ["SSN 536-90-4399", "SSN [redacted:national-id]"],
  "a British insurance number": ["AB 12 34 56 C", "[redacted:national-id]"],
  "a Swiss insurance number": ["756.9217.0769.85", "[redacted:national-id]"],
  "an Italian tax code": ["RSSMRA85T10A562S", "[redacted:national-id]"],
  "a Spanish identity number": ["12345678Z", "[redacted:national-id]"],
  "a French insurance number": ["1 85 05 78 006 084 91", "[redacted:national-id]"],
};

const harmless = [
  "AT&T store, Denver",
  "https://x.test/?a=1&b=2",
  "https://user@x.test:8443/path?key=value#token",
  "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
  "/subscriptions/3f2504e0-4f89-11d3-9a0c-0305e82c3301/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/db",
  "https://kv.vault.azure.net/secrets/db/0123456789abcdef0123456789abcdef",
  `sha256:${hex}`,
  `integrity sha512-${"A1b2C3d4E5f6".repeat(7)}ab==`,
  hex,
  "Password: required. The secret to a good hike: water. Token: a sign.",
  "The bearer of this letter; basic English; authorization pending",
  "max_tokens: 4096, nextPageToken=abcdef0123456789",
  "const token = tokens[0]; function f(password: string): void {}",
  "apiKey: process.env.API_KEY, password=${DB_PASSWORD}",
  "2026-11-20T10:11:12.123Z, 20261120101112, 1700000000000, 46.5197, +6.6323, 1.2.3.4, 10.0.0.0/16",
  "order 4111111111111112, build 1234567890123456, ISBN 978-3-16-148410-0",
  "room 415-555, 12345678A, AB 12 34 56, 000-12-3456",
  "npm i @scope/pkg@1.2.3; user@host; a @ b; git@v2",
  "C# & F#, 50% off @ 5 PM, <b>bold</b>, emoji 👩‍👩‍👧, مرحبا, שלום",
];

async function through(
  result: JsonObject,
  dataClass = "internal",
): Promise<{ result: JsonObject; outbound: Outbound }> {
  const outbound = await openOutbound({ server: answers(result), approved: { dataClass } });
  return { result: resultOf(await outbound.send({ method: "ping" })), outbound };
}

describe("redaction", () => {
  afterEach(closeAll);
  after(closeExpressionHost);

  it("takes every kind of credential out, whatever the class, and nothing around it", async () => {
    const names = Object.keys(credentials);
    for (const dataClass of ["public", "restricted"]) {
      const { result } = await through({ list: names.map((name) => credentials[name]?.[0] ?? "") }, dataClass);
      assert.deepEqual(
        Object.fromEntries(names.map((name, at) => [name, (result.list as string[])[at]])),
        Object.fromEntries(names.map((name) => [name, credentials[name]?.[1]])),
      );
    }
  });

  it("takes every kind of personal data out from class internal up", async () => {
    const names = Object.keys(personal);
    for (const dataClass of ["public", "internal", "confidential", "restricted", "a class of its own"]) {
      const { result } = await through({ list: names.map((name) => personal[name]?.[0] ?? "") }, dataClass);
      assert.deepEqual(
        Object.fromEntries(names.map((name, at) => [name, (result.list as string[])[at]])),
        Object.fromEntries(names.map((name) => [name, personal[name]?.[dataClass === "public" ? 0 : 1]])),
      );
    }
  });

  it("leaves ordinary text, ids, digests and addresses alone", async () => {
    const { result, outbound } = await through({ list: harmless }, "restricted");
    assert.deepEqual(result.list, harmless);
    assert.deepEqual(outbound.traces("bulwark-redaction"), []);
  });

  it("takes the values of members that are named like secrets, strings, numbers and lists", async () => {
    const sent = {
      password: "hunter2",
      "client-secret": "abcd efgh",
      DB_API_KEY: 12345678,
      accessToken: ["abcdefgh", "ijkl"],
      connectionString: "Endpoint=x",
      secret: { name: "db", version: 2 },
      password_hint: "dog's name",
      isSecret: "true",
      token: "a word",
      tokens: 4096,
    };
    const { result } = await through({ structuredContent: sent });
    assert.deepEqual(result.structuredContent, {
      ...sent,
      password: "[redacted:secret]",
      "client-secret": "[redacted:secret]",
      DB_API_KEY: "[redacted:secret]",
      accessToken: ["[redacted:secret]", "[redacted:secret]"],
      connectionString: "[redacted:secret]",
    });
  });

  it("takes card numbers that stand as numbers, and leaves other numbers", async () => {
    const { result } = await through({
      structuredContent: { a: 4111111111111111, b: 4111111111111112, c: 1700000000000 },
    });
    assert.deepEqual(result.structuredContent, { a: "[redacted:card]", b: 4111111111111112, c: 1700000000000 });
  });

  it("renames members whose name is personal, and loses none of them", async () => {
    const { result } = await through({ structuredContent: { "a@b.test": { n: "x@y.test" }, "c@d.test": 2, z: 3 } });
    assert.deepEqual(result.structuredContent, {
      "[redacted:mail]": { n: "[redacted:mail]" },
      "[redacted:mail] 2": 2,
      z: 3,
    });
  });

  it("reads documents in base64 and data: addresses, and writes them back", async () => {
    const secret = "the password=hunter2 of a@b.test";
    const clean = "the password=[redacted:secret] of [redacted:mail]";
    const picture = Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 97) % 256)).toString("base64");
    const { result } = await through({
      contents: [
        { uri: "a://b", blob: base64(secret) },
        { uri: "a://c", blob: Buffer.from(secret, "utf16le").toString("base64") },
        { uri: "a://d", blob: base64("nothing secret") },
        { uri: "a://e", blob: picture },
      ],
      link: `data:text/plain;base64,${base64(secret)}`,
    });
    assert.deepEqual(result, {
      contents: [
        { uri: "a://b", blob: base64(clean) },
        { uri: "a://c", blob: base64(clean) },
        { uri: "a://d", blob: base64("nothing secret") },
        { uri: "a://e", blob: picture },
      ],
      link: `data:text/plain;base64,${base64(clean)}`,
    });
  });

  it("reaches errors, notifications, resources, prompts and _meta", async () => {
    const secret = "Password=hunter2";
    const error = await openOutbound({
      server: bytes(
        JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: 1, message: secret, data: { x: secret } } }),
      ),
    });
    assert.ok(!(await error.send(call)).text.includes("hunter2"));
    const beside = await openOutbound({
      server: bytes(
        stream(
          event({ jsonrpc: "2.0", method: "notifications/message", params: { data: secret } }),
          event({ jsonrpc: "2.0", id: 1, result: { _meta: { note: secret } } }),
        ),
        "text/event-stream",
      ),
    });
    assert.equal((await beside.send(call)).text.match(/\[redacted:secret\]/g)?.length, 2);
    for (const [method, result] of [
      ["resources/read", { contents: [{ uri: "a://b", text: secret }] }],
      ["prompts/get", { messages: [{ role: "user", content: { type: "text", text: secret } }] }],
      ["completion/complete", { completion: { values: [secret] } }],
      ["initialize", { serverInfo: { name: secret } }],
    ] as const) {
      const { send } = await openOutbound({ server: answers(result), approved: { sessions: false } });
      const answer = await send({ method });
      assert.ok(answer.text.includes("[redacted:secret]") && !answer.text.includes("hunter2"), method);
    }
  });

  it("leaves cursors, handles and approved definitions as they are: they would not work any more", async () => {
    const cursor = jwt;
    assert.deepEqual((await through({ nextCursor: cursor, requestState: cursor })).result, {
      nextCursor: cursor,
      requestState: cursor,
    });
    const tool = { name: "t", description: "Give a mail address such as a@b.test", inputSchema: { type: "object" } };
    const { send } = await openOutbound({ server: answers({ tools: [tool] }), approved: { tools: toolsOf(tool) } });
    assert.deepEqual(resultOf(await send({ method: "tools/list" })), { tools: [tool] });
  });

  it("records how often, by kind, and no text", async () => {
    const { outbound } = await through({ a: "a@b.test c@d.test", b: "password=hunter2" });
    const [record, ...more] = outbound.traces("bulwark-redaction");
    assert.deepEqual(more, []);
    assert.deepEqual(Object.keys(record ?? {}), ["time", "correlationId", "control", "server", "counts"]);
    assert.deepEqual([record?.control, record?.counts], ["MCP01-5", { mail: 2, secret: 1 }]);
    const { outbound: second } = await through({ a: "a@b.test" });
    assert.equal(second.traces("bulwark-redaction")[0]?.control, "MCP10-4");
  });

  it("ends in time on texts made to be slow", async () => {
    for (const part of [
      "a.",
      "password",
      "1 ",
      "eyJ",
      "://",
      "@a",
      "-----BEGIN PRIVATE KEY-----",
      "A1",
      "secret = ",
      "bearer ",
    ]) {
      const { result } = await through({ text: part.repeat(Math.floor(24_000 / part.length)) });
      assert.equal(typeof result.text, "string");
    }
  });
});
