import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { call, describeInbound, initialize, openInbound, passes, refuses, type Inbound, type Sent } from "./fixture";

/** A request whose path and Host are sent as they are: fetch would tidy them up. */
function rawRequest(
  gateway: Inbound,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = "POST",
): Promise<Sent> {
  const { hostname, port } = new URL(gateway.origin);
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ hostname, port, path, method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("end", () => {
        const entries = Object.entries(res.headers).map(([name, value]) => [name, String(value)] as [string, string]);
        resolve({ status: res.statusCode ?? 0, headers: new Headers(entries), text: Buffer.concat(chunks).toString() });
      });
    });
    sending.on("error", reject);
    sending.end(method === "POST" ? JSON.stringify(initialize()) : undefined);
  });
}

const GOOD = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };

describeInbound("before the token is looked at, the gateway", () => {
  it("lets a good call through, and says so once", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    await passes(gateway, () => gateway.send(call(), { headers: { "Mcp-Session-Id": session } }));
  });

  it("refuses another host than its own, whatever case or port it has", async () => {
    const gateway = await openInbound();
    for (const host of ["evil.example", "127.0.0.1", "apim-test.azure-api.net.evil.example", "apim-test"]) {
      await refuses(gateway, { status: 403, reason: "host-not-allowed", control: "MCP07-4" }, () =>
        rawRequest(gateway, "/trails/mcp", { ...GOOD, Host: host }),
      );
    }
  });

  it("refuses addresses that resemble the server's", async () => {
    const gateway = await openInbound();
    for (const path of [
      "/Trails/mcp",
      "/trails/mcp/",
      "/trails//mcp",
      "/trails%2Fmcp",
      "/trails/mc%70",
      "/./trails/mcp",
      "/trails/mcp/x",
      "/trails/mcp;x",
    ]) {
      const before = gateway.audits().length;
      const answer = await rawRequest(gateway, path, GOOD);
      assert.equal(answer.status, 404, path);
      assert.equal(gateway.audits().length, before + 1, path);
      assert.match(JSON.stringify(gateway.audits().at(-1)?.reason), /^"(?:path-not-exact|no-such-address)"$/);
    }
    assert.equal(gateway.server.received.length, 0);
  });

  it("refuses a web page's origin that is not in the list, and the empty and the null one", async () => {
    const gateway = await openInbound();
    for (const origin of [
      "https://evil.example",
      "null",
      "",
      "https://vscode.dev.evil.example",
      "https://VSCODE.dev",
      "https://vscode.dev, https://vscode.dev",
    ]) {
      await refuses(gateway, { status: 403, reason: "origin-not-allowed", control: "MCP07-4" }, () =>
        rawRequest(gateway, "/trails/mcp", { ...GOOD, Origin: origin }),
      );
    }
  });

  it("takes a page whose origin is in the list", async () => {
    const gateway = await openInbound();
    await passes(gateway, () => gateway.send(initialize(), { headers: { Origin: "https://vscode.dev" } }));
  });

  it("refuses GET where answers are inspected, and names the verbs", async () => {
    const gateway = await openInbound();
    const answer = await refuses(gateway, { status: 405, reason: "method-not-allowed", control: "MCP10-3" }, () =>
      gateway.send(undefined, { method: "GET" }),
    );
    assert.equal(answer.headers.get("allow"), "POST, DELETE");
  });

  it("answers verbs that no operation has with 405 at the server's address, and 404 elsewhere", async () => {
    const gateway = await openInbound();
    for (const method of ["PUT", "PATCH", "OPTIONS"]) {
      const answer = await refuses(gateway, { status: 405, reason: "method-not-allowed", control: "MCP10-3" }, () =>
        rawRequest(gateway, "/trails/mcp", GOOD, method),
      );
      assert.equal(answer.headers.get("allow"), "POST, DELETE", method);
    }
    await refuses(gateway, { status: 404, reason: "no-such-address", control: "MCP07-4" }, () =>
      rawRequest(gateway, "/trails/mcp/below", GOOD, "PUT"),
    );
  });

  it("records and refuses every address that is no server's, by every verb", async () => {
    const gateway = await openInbound();
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      await refuses(gateway, { status: 404, reason: "no-such-address", control: "MCP07-4" }, () =>
        rawRequest(gateway, "/admin", GOOD, method),
      );
    }
  });

  it("refuses an API that nobody planned", async () => {
    const gateway = await openInbound();
    await refuses(gateway, { status: 404, reason: "api-not-planned", control: "MCP07-4" }, () =>
      rawRequest(gateway, "/rogue", GOOD),
    );
  });

  it("refuses any content encoding", async () => {
    const gateway = await openInbound();
    for (const encoding of ["gzip", "identity", ""]) {
      await refuses(gateway, { status: 415, reason: "content-encoding", control: "MCP05-1" }, () =>
        rawRequest(gateway, "/trails/mcp", { ...GOOD, "Content-Encoding": encoding }),
      );
    }
  });

  it("refuses bodies that are not declared as JSON in UTF-8", async () => {
    const gateway = await openInbound();
    for (const type of [
      "text/plain",
      "application/json; charset=utf-16",
      "application/jsonx",
      "",
      "application/json, text/plain",
    ]) {
      await refuses(gateway, { status: 415, reason: "content-type", control: "MCP05-1" }, () =>
        rawRequest(gateway, "/trails/mcp", { ...GOOD, "Content-Type": type }),
      );
    }
  });

  it("takes JSON with the charset UTF-8 however it is written", async () => {
    const gateway = await openInbound();
    for (const type of ["application/json;charset=utf-8", 'Application/JSON; charset="UTF-8"']) {
      await passes(gateway, () => gateway.send(initialize(), { headers: { "Content-Type": type } }));
    }
  });

  it("refuses clients that do not take both forms of an answer", async () => {
    const gateway = await openInbound();
    for (const accept of ["application/json", "text/event-stream", "*/*", "application/json, text/event-stream;q=0"]) {
      await refuses(gateway, { status: 406, reason: "accept", control: "MCP05-1" }, () =>
        rawRequest(gateway, "/trails/mcp", { ...GOOD, Accept: accept }),
      );
    }
  });

  it("refuses a body that is declared as longer than 131,072 bytes", async () => {
    const gateway = await openInbound();
    await refuses(gateway, { status: 413, reason: "body-too-large", control: "MCP05-1" }, () =>
      gateway.send(undefined, { raw: " ".repeat(131_073), headers: { Authorization: null } }),
    );
  });

  it("serves the metadata in both places to anybody, and records it", async () => {
    const gateway = await openInbound();
    for (const path of [
      "/.well-known/oauth-protected-resource/trails/mcp",
      "/trails/mcp/.well-known/oauth-protected-resource",
    ]) {
      const answer = await rawRequest(gateway, path, {}, "GET");
      assert.equal(answer.status, 200);
      assert.equal((JSON.parse(answer.text) as { resource: string }).resource, gateway.url);
      assert.deepEqual(
        [gateway.audits().at(-1)].map((record) => [record?.decision, record?.reason, record?.status]),
        [["allow", "metadata", 200]],
      );
    }
    assert.equal(gateway.audits().length, 2);
  });

  it("counts requests of one source address, whoever calls", async () => {
    const gateway = await openInbound({ weaken: (document) => document.replace('calls="1200"', 'calls="2"') });
    for (let count = 0; count < 2; count += 1) await passes(gateway, () => gateway.send(initialize()));
    const answer = await refuses(gateway, { status: 429, reason: "address-limit", control: "MCP07-10" }, () =>
      gateway.send(initialize()),
    );
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  });
});
