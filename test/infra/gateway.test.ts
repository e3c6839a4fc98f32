import assert from "node:assert/strict";
import { gatewayBaseUrl, plannedApis, serverApiNames } from "../../infra/gateway/apis";
import { fillPolicy, withFragments } from "../../infra/gateway/policy-text";
import { allowedMethods } from "../../infra/gateway/server-policy";
import { serverWith, settingsWith } from "./settings.fixture";

describe("filling a policy document", () => {
  it("escapes what stands for text, in an attribute and in an element", () => {
    assert.equal(
      fillPolicy('<a b="[[x]]">[[x]]</a>', { x: `"<&'>` }),
      '<a b="&quot;&lt;&amp;&apos;&gt;">&quot;&lt;&amp;&apos;&gt;</a>',
    );
  });

  it("takes elements as they are", () => {
    assert.equal(fillPolicy("<a>[[x]]</a>", { x: { xml: " <b /> " } }), "<a><b /></a>");
  });

  it("leaves named values to API Management", () => {
    assert.equal(fillPolicy("<a>{{[[server]]-audience}}</a>", { server: "trails" }), "<a>{{trails-audience}}</a>");
  });

  it("refuses a name without a value, which would be planned as text", () => {
    assert.throws(() => fillPolicy("<a>[[tenant-id]]</a>", {}), /names \[\[tenant-id\]\], which has no value/);
  });

  it("refuses a value without a name, which somebody thought was in force", () => {
    assert.throws(() => fillPolicy("<a />", { clients: "x" }), /does not name \[\[clients\]\]/);
  });
});

describe("putting fragments in place", () => {
  const include = '<a><include-fragment fragment-id="audit" /></a>';

  it("puts what the fragment holds where it is included, with its name", () => {
    assert.equal(
      withFragments(include, (id) => `<!-- about ${id} -->\n<fragment>\n  <trace />\n</fragment>\n`),
      "<a><!-- audit -->\n  <trace /></a>",
    );
  });

  it("refuses a fragment that includes another, which API Management would refuse too", () => {
    assert.throws(() => withFragments(include, () => `<fragment>${include}</fragment>`), /include no other/);
  });

  it("refuses a fragment without its root, whose content would be lost", () => {
    assert.throws(() => withFragments(include, () => "<trace />"), /must have one root/);
  });
});

describe("the gateway's addresses", () => {
  it("serves the metadata where RFC 9728 says and beside the server", () => {
    assert.deepEqual(
      serverApiNames({ name: "trails" }).metadata.map((place) => place.path),
      [".well-known/oauth-protected-resource/trails/mcp", "trails/mcp/.well-known/oauth-protected-resource"],
    );
  });

  it("lets through only the APIs that it plans", () => {
    assert.deepEqual(plannedApis(settingsWith({})), [
      "catch-all",
      "trails",
      "trails-metadata",
      "trails-metadata-at-server",
    ]);
  });

  it("plans no server's API in the first stage", () => {
    assert.deepEqual(plannedApis(settingsWith({ stage: "foundation" })), ["catch-all"]);
  });

  it("takes its base URL from the settings, else from the gateway's own name", () => {
    assert.equal(gatewayBaseUrl(settingsWith({ domain: "mcp.example.com" }), "apim-x"), "https://mcp.example.com");
    assert.equal(gatewayBaseUrl(settingsWith({}), "apim-x"), "https://apim-x.azure-api.net");
  });
});

describe("the verbs of a server", () => {
  it("refuses GET where answers are inspected: its stream never ends", () => {
    assert.deepEqual(allowedMethods(serverWith({ protocols: ["2025-11-25"], results: "inspected" })), [
      "POST",
      "DELETE",
    ]);
  });

  it("takes nothing but POST in the stateless era", () => {
    assert.deepEqual(allowedMethods(serverWith({ protocols: ["2026-07-28"], results: "streamed" })), ["POST"]);
  });
});
