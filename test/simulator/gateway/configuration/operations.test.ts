import assert from "node:assert/strict";
import { matchOperation, type ApiEntry } from "../../../../simulator/gateway/configuration/operations";

const operation = (method: string, urlTemplate: string, target: string) => ({ method, urlTemplate, target });
const APIS: readonly ApiEntry<string>[] = [
  { path: "", operations: [operation("GET", "/*", "catch-all")] },
  {
    path: "trails/mcp",
    operations: [
      operation("POST", "/", "mcp"),
      operation("GET", "/{id}", "by id"),
      operation("GET", "/special", "special"),
      operation("GET", "/{id}/rest/{*rest}", "rest"),
      operation("GET", "/search/all?q={q}", "search"),
    ],
  },
  { path: "trails", operations: [operation("POST", "/*", "shorter")] },
];

function found(method: string, path: string, query = ""): string {
  const match = matchOperation(APIS, method, path, query);
  return match.kind === "none" ? "none" : `${match.target} ${JSON.stringify(match.parameters)}`;
}

describe("matching of operations", () => {
  for (const [method, path, expected] of [
    ["POST", "/trails/mcp", "mcp {}"],
    ["POST", "/trails/mcp/", "mcp {}"],
    ["post", "/Trails/MCP", "mcp {}"],
    ["POST", "/trails/%6dcp", "mcp {}"],
    ["POST", "/x/../trails/./mcp", "mcp {}"],
    ["POST", "//trails//mcp", "mcp {}"],
    ["POST", "/trails%2Fmcp", "none"],
    ["POST", "/trails/mcpx", "shorter {}"],
    ["POST", "/trails/other", "shorter {}"],
    ["GET", "/other/path", "catch-all {}"],
    ["GET", "/trails/mcp/special", "special {}"],
    ["GET", "/trails/mcp/a%20b", 'by id {"id":"a b"}'],
    ["GET", "/trails/mcp/7/rest/a/b", 'rest {"id":"7","rest":"a/b"}'],
    ["PUT", "/trails/mcp", "none"],
    ["POST", "/other", "none"],
  ] as const) {
    it(`gives ${expected} for ${method} ${path}`, () => {
      assert.equal(found(method, path), expected);
    });
  }

  it("does not leave the API with the longest path for another where no operation fits", () => {
    assert.equal(found("DELETE", "/trails/mcp"), "none");
    assert.equal(found("POST", "/trails/mcp/7"), "none");
  });

  it("reads parameters of the query that the template names", () => {
    assert.equal(found("GET", "/trails/mcp/search/all", "?q=a&r=b"), 'search {"q":"a"}');
  });
});
