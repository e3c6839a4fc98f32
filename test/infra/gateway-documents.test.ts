import "../apim-policies/root-directory";
import assert from "node:assert/strict";
import reasons from "../../apim-policies/reasons.json";
import { authorizationServerDocument, AUTHORIZATION_SERVER_PLACES } from "../../infra/gateway/authorization-server";
import { plannedApis } from "../../infra/gateway/apis";
import { fillPolicy, policyDocument } from "../../infra/gateway/policy-text";
import { metadataDocument, serverPolicyValues, type ServerPolicyArgs } from "../../infra/gateway/server-policy";
import type { ServerSettings, Settings } from "../../infra/settings/types";
import { serverWith, settingsWith } from "./settings.fixture";

/** API Management takes no longer document. Source: Microsoft Learn, "API Management limits". */
const LONGEST = 256 * 1024;

const argsOf = (server: ServerSettings, more: Partial<Settings> = {}): ServerPolicyArgs => ({
  server,
  identity: { application: { uri: "api://tenant/bulwark-dev-trails" }, exchangeScope: undefined },
  platform: {
    context: {
      settings: settingsWith({ ...more, servers: [server] }),
      size: { callsPerMinute: 120 },
      names: { gateway: "apim-x" },
    },
    gateway: {
      baseUrl: "https://mcp.example.com",
      contentSafetyEndpoint: "https://safety.example",
      vaultUri: "https://vault.example",
    },
  },
});
const documentOf = (server: ServerSettings, more: Partial<Settings> = {}): string =>
  policyDocument("server.xml", serverPolicyValues(argsOf(server, more)));

describe("a server's document", () => {
  const [scope] = serverWith({}).scopes;

  for (const tools of [1, 10, 100]) {
    it(`fits API Management with ${String(tools)} tools`, () => {
      const names = Array.from({ length: tools }, (_, index) => `tool_number_${String(index)}`);
      const { length } = documentOf(serverWith({ scopes: [{ ...scope, tools: names }] }));
      assert.ok(length < LONGEST, `${String(length)} bytes`);
    });
  }

  it("holds what it decides by as JSON that people can read, in which nothing is a named value", () => {
    const text = documentOf(serverWith({ origins: ["https://it's.example"] }));
    const literal = /<set-variable name="approved-text" value='([^']*)' \/>/.exec(text)?.[1];
    assert.ok(literal?.startsWith('{"server":"trails","path":"trails/mcp"'));
    const lock = serverWith({}).lock;
    const instructions = {
      ...lock,
      tools: lock.tools.map((tool) => ({
        ...tool,
        schema: { type: ["string" as const], pattern: "{{gateway-client-id}}" },
      })),
    };
    assert.equal(documentOf(serverWith({ lock: instructions })).includes('"pattern":"{{'), false);
  });

  it("puts the customer's own elements before ours that follow, in both directions", () => {
    const text = documentOf(
      serverWith({
        customPolicyXml: {
          inbound: '<set-variable name="customer-in" value="1" />',
          outbound: '<set-variable name="customer-out" value="1" />',
        },
      }),
    );
    const at = (part: string): number => {
      const found = text.indexOf(part);
      assert.ok(found >= 0, part);
      return found;
    };
    assert.ok(at("shield-5") < at("customer-in") && at("customer-in") < at("<set-backend-service"));
    assert.ok(at("</backend>") < at("customer-out") && at("customer-out") < at("<!-- answer -->"));
  });

  it("counts source addresses by what Front Door writes, where all connections come from it", () => {
    assert.match(documentOf(serverWith({}), { edge: "frontDoor", domain: "mcp.example.com" }), /X-Azure-SocketIP/);
    assert.doesNotMatch(/<rate-limit-by-key[^>]*>/.exec(documentOf(serverWith({})))?.[0] ?? "", /X-Azure/);
  });

  it("names only reasons that the table has, each with the control that the catalogue knows", () => {
    const text = documentOf(serverWith({}));
    for (const [, reason] of text.matchAll(/"reason(?:&quot;|"), (?:&quot;|")([a-z-]+)/g)) {
      assert.ok(reason !== undefined && reason in reasons, reason);
    }
    for (const [reason, { control }] of Object.entries(reasons)) {
      assert.match(control ?? "MCP00-0", /^MCP\d\d-\d+$/, reason);
    }
  });
});

describe("the authorization server's metadata", () => {
  it("is not published unless it is asked for, and Entra is named", () => {
    assert.equal(plannedApis(settingsWith({})).includes("openid-metadata"), false);
    assert.match(
      metadataDocument(argsOf(serverWith({}))),
      /"authorization_servers":\["https:\/\/login\.microsoftonline\.com\/[^"]*\/v2\.0"\]/,
    );
  });

  it("is published in the three places in which clients look, under the issuer that the resource names", () => {
    const settings = settingsWith({ authorizationServerMetadata: true });
    for (const { apiId } of AUTHORIZATION_SERVER_PLACES) assert.ok(plannedApis(settings).includes(apiId));
    const document = JSON.parse(authorizationServerDocument(settings, "https://mcp.example.com")) as Record<
      string,
      unknown
    >;
    assert.equal(document.issuer, "https://mcp.example.com/entra");
    assert.deepEqual(document.code_challenge_methods_supported, ["S256"]);
    const metadata = metadataDocument(argsOf(serverWith({}), { authorizationServerMetadata: true }));
    assert.match(metadata, /"authorization_servers":\["https:\/\/mcp\.example\.com\/entra"\]/);
  });
});

describe("data in a document", () => {
  it("stands in single quotes, with nothing in it that ends them or names a value", () => {
    assert.equal(
      fillPolicy("<a b='[[x]]' />", { x: { json: { t: `'<&"{{x}}` } } }),
      `<a b='{"t":"&apos;&lt;&amp;\\"{\\u007bx}}"}' />`,
    );
  });
});
