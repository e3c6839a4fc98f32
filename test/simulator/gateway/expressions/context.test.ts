import assert from "node:assert/strict";
import { Laboratory, noon, place } from "./laboratory";

describe("context of a policy expression", () => {
  const laboratory = new Laboratory();

  /** Every documented member that a request has, and what it comes to. */
  const members: readonly (readonly [code: string, text: string])[] = [
    ["context.Request.Method", "POST"],
    ["context.Request.IpAddress", "203.0.113.7"],
    ['context.Request.MatchedParameters["name"]', "trails"],
    ['context.Request.MatchedParameters.GetValueOrDefault("other", "none")', "none"],
    ["context.Request.Url.Scheme", "https"],
    ["context.Request.Url.Host", "mcp.example.com"],
    ["context.Request.Url.Port", "443"],
    ["context.Request.Url.Path", "/trails/mcp"],
    ["context.Request.Url.QueryString", "?a=1&A=2&b=x%20y"],
    ['context.Request.Url.Query["b"][0]', "x y"],
    ['context.Request.Url.Query.GetValueOrDefault("a", "")', "1,2"],
    ["context.Request.Url", "https://mcp.example.com/trails/mcp?a=1&A=2&b=x%20y"],
    ["context.Request.OriginalUrl.Path", "/original"],
    ["context.Request.Certificate == null", "True"],
    ["context.Request.PrivateEndpointConnection == null", "True"],
    ['context.Request.Headers["x-MANY"].Length', "2"],
    ['context.Request.Headers.GetValueOrDefault("X-MANY", "")', "one,two"],
    ['context.Request.Headers.GetValueOrDefault("X-None", "default")', "default"],
    ['context.Request.Headers.GetValueOrDefault("X-None") == null', "True"],
    ['context.Request.Headers.ContainsKey("CONTENT-type")', "True"],
    ["context.Response == null", "True"],
    ["context.LastError == null", "True"],
    ["context.User == null && context.Product == null && context.Subscription == null", "True"],
    ["context.Deployment.GatewayId", "managed"],
    ["context.Deployment.Region + context.Deployment.ServiceName + context.Deployment.Certificates.Count", "0"],
    ["context.Tracing", "False"],
    ['context.Timestamp.ToString("o")', new Date(noon).toISOString().replace("000Z", "0000000Z")],
    ["context.Elapsed.TotalMilliseconds", "0"],
    ["context.RequestId.ToString().Length", "36"],
    ["context.Variables.Count", "0"],
  ];
  before(() => laboratory.host.load(members.map(([code]) => ({ code: `@(${code})`, place }))));
  for (const [code, text] of members) {
    it(`says ${text} for ${code}`, async () => {
      assert.equal(await laboratory.text(`@(${code})`), text);
    });
  }

  it("shows the API, the operation, the response, the last error and the time elapsed as the pipeline tells of them", async () => {
    const context = laboratory.open();
    context.change({
      api: { id: "trails", name: "Trails", path: "trails" },
      operation: { id: "post", method: "POST", urlTemplate: "/mcp", name: "Post" },
      response: { statusCode: 418, statusReason: "Teapot", headers: [["A", "1"]], body: Buffer.from("tea") },
      lastError: { source: "s", reason: "r", message: "m", scope: "sc", section: "se", path: "p", policyId: "id" },
      elapsedMs: 12.5,
    });
    const seen: readonly (readonly [string, string])[] = [
      ["context.Api.Id + context.Api.Name + context.Api.Path", "trailsTrailstrails"],
      ["context.Api.IsCurrentRevision + context.Api.Revision + context.Api.Version", "True1"],
      [
        "context.Api.Protocols.First() + context.Api.SubscriptionKeyParameterNames.Header",
        "httpsOcp-Apim-Subscription-Key",
      ],
      [
        "context.Operation.Id + context.Operation.Method + context.Operation.UrlTemplate + context.Operation.Name",
        "postPOST/mcpPost",
      ],
      ["context.Response.StatusCode + context.Response.StatusReason", "418Teapot"],
      ['context.Response.Headers.GetValueOrDefault("a", "")', "1"],
      ["context.Response.Body.As<string>(true)", "tea"],
      ["context.LastError.Source + context.LastError.Reason + context.LastError.Message", "srm"],
      [
        "context.LastError.Scope + context.LastError.Section + context.LastError.Path + context.LastError.PolicyId",
        "scsepid",
      ],
      ["context.Elapsed.TotalMilliseconds.ToString()", "12.5"],
    ];
    await laboratory.prepare(seen.map(([code]) => `@(${code})`));
    for (const [code, text] of seen) assert.equal(await laboratory.text(`@(${code})`, context), text, code);
  });

  it("keeps what a change does not name", async () => {
    const context = laboratory.open();
    context.change({ request: { headers: [["X-New", "1"]] } });
    const code = "@(context.Request.Method + context.Request.Headers.Count + context.Request.Body.As<string>(true))";
    assert.equal(await laboratory.text(code, context), 'POST1{"a":{"b":1}}');
    context.change({ request: { body: undefined } });
    assert.equal(await laboratory.text("@(context.Request.Body == null)", context), "True");
    context.change({ response: { statusCode: 500 } });
    context.change({ response: null });
    assert.equal(await laboratory.text("@(context.Response == null)", context), "True");
  });

  it("cannot be changed by an expression", async () => {
    for (const code of [
      '@{ context.Request.Method = "GET"; return 1; }',
      '@{ context.Request.Headers["a"] = null; return 1; }',
      '@{ context.Variables["a"] = 1; return 1; }',
    ]) {
      assert.match((await laboratory.problems(code)).map(({ problem }) => problem).join(), /CS0200/, code);
    }
    const cast = '@{ ((IDictionary<string, object>)context.Variables)["a"] = 1; return 1; }';
    assert.match(await laboratory.thrown(cast), /^NotSupportedException/);
  });

  it("has no member that is not documented", async () => {
    for (const member of ["context.Cache", "context.Request.ClientCertificates", "context.Request.Body.AsStream()"]) {
      assert.match((await laboratory.problems(`@(${member})`))[0]?.problem ?? "", /CS1061/, member);
    }
  });
});
