import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { closeAll, closeExpressionHost, openOutbound } from "./fixture";

const telling = {
  Server: "nginx/1.2",
  "X-Powered-By": "Express",
  "X-AspNet-Version": "4",
  Via: "1.1 proxy",
  "Set-Cookie": "a=b",
  "WWW-Authenticate": "Basic",
  Location: "https://elsewhere.test/",
  ETag: '"1"',
  "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT",
  Age: "5",
  Expires: "0",
  "Alt-Svc": "h3",
  Link: "<x>",
  "Request-Context": "appId=1",
  "X-Request-Id": "1",
  "X-Envoy-Upstream-Service-Time": "3",
  traceparent: "00-1",
  Refresh: "0",
  "Access-Control-Allow-Origin": "*",
};

describe("the headers of an answer", () => {
  afterEach(closeAll);
  after(closeExpressionHost);

  for (const inspect of [true, false]) {
    it(`tell nothing of the server and let nobody cache (${inspect ? "inspected" : "streamed"})`, async () => {
      const { send } = await openOutbound({
        inspect,
        server: (_, res) => {
          res.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "public, max-age=60", ...telling });
          res.end('{"jsonrpc":"2.0","id":1,"result":{}}');
        },
      });
      const { status, headers } = await send({ method: "ping" });
      assert.equal(status, 200);
      assert.equal(headers.get("cache-control"), "no-store");
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.deepEqual(
        Object.keys(telling).filter((name) => headers.has(name)),
        [],
      );
    });
  }

  it("are removed by the names of headers.json, all of them and no others", () => {
    const read = (name: string): string => readFileSync(path.join(__dirname, "../../../apim-policies", name), "utf8");
    const listed = (JSON.parse(read("headers.json")) as { response: string[] }).response;
    const removed = [
      ...read("fragments/hygiene.xml").matchAll(/<set-header name="([^"]+)" exists-action="delete" \/>/g),
    ];
    assert.deepEqual(
      removed.map(([, name]) => name),
      listed,
    );
  });
});
