import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

async function urlAt(template: string, path: string, attributes = "", urlTemplate = "/*"): Promise<string | undefined> {
  const server = await backend();
  const gateway = await open({
    backendUrl: `${server.origin}/base`,
    operations: [{ operationId: "post", method: "POST", urlTemplate, displayName: "POST" }],
    inbound: `<base /><rewrite-uri template="${template}" ${attributes} />`,
  });
  await call(gateway, path);
  return server.received[0]?.url;
}

describeGateway("rewrite-uri", () => {
  it("replaces the path and copies the query by default", async () => {
    assert.equal(await urlAt("/mcp", "/api/a/b?c=d"), "/base/mcp?c=d");
  });

  it("leaves the query out with copy-unmatched-params=false", async () => {
    assert.equal(await urlAt("/mcp", "/api/a?c=d", `copy-unmatched-params="false"`), "/base/mcp");
  });

  it("fills in matched parameters, and does not repeat them in the query", async () => {
    assert.equal(
      await urlAt("/x/{id}?y=1", "/api/7?y=2&amp;z=3".replace("&amp;", "&"), "", "/{id}?y={y}"),
      "/base/x/7?y=1&z=3",
    );
  });

  it("takes an expression", async () => {
    assert.equal(await urlAt("@(&quot;/m&quot; + &quot;cp&quot;)", "/api/a"), "/base/mcp");
  });
});
