import assert from "node:assert/strict";
import {
  call,
  describeInbound,
  errorOf,
  ledger,
  openInbound,
  passes,
  refuses,
  request,
  stateless,
  TENANT,
  trails,
  type Inbound,
} from "./fixture";

const NOT_AVAILABLE = { status: 200, control: "MCP02-2", code: -32602, wire: "tool-not-available" };
const READ = "trails.read";
const WRITE = "trails.write";

/** A server without sessions keeps these tests to their subject. */
const open = (): Promise<Inbound> => openInbound({ server: { ...trails, sessions: false } });

/** Each operation with the one scope that opens it. */
const OPERATIONS: readonly (readonly [string, ReturnType<typeof request>])[] = [
  [READ, request("ping")],
  [READ, request("tools/list")],
  [READ, request("prompts/list")],
  [READ, request("resources/list")],
  [READ, request("resources/templates/list")],
  [READ, call()],
  [WRITE, call("report_condition")],
  [READ, request("prompts/get", { name: "plan_hike", arguments: {} })],
  [WRITE, request("prompts/get", { name: "write_report" })],
  [READ, request("resources/read", { uri: "trails://about" })],
  [READ, request("resources/read", { uri: "trails://guides/north shore" })],
  [WRITE, request("resources/read", { uri: "trails://drafts/2026/a%20b" })],
  [WRITE, request("resources/subscribe", { uri: "trails://drafts/2026/x" })],
  [
    READ,
    request("completion/complete", {
      ref: { type: "ref/prompt", name: "plan_hike" },
      argument: { name: "a", value: "b" },
    }),
  ],
  [
    WRITE,
    request("completion/complete", {
      ref: { type: "ref/prompt", name: "write_report" },
      argument: { name: "a", value: "b" },
    }),
  ],
  [
    READ,
    request("completion/complete", {
      ref: { type: "ref/resource", uri: "trails://guides/{name}" },
      argument: { name: "name", value: "b" },
    }),
  ],
  [
    WRITE,
    request("completion/complete", {
      ref: { type: "ref/resource", uri: "trails://drafts/{year}/{name}" },
      argument: { name: "name", value: "b" },
    }),
  ],
  [WRITE, request("logging/setLevel", { level: "debug" })],
  [READ, { jsonrpc: "2.0", method: "notifications/initialized" }],
];

describeInbound("of scopes, the gateway", () => {
  it("opens each operation to the one scope that is mapped to it", async () => {
    const gateway = await open();
    for (const [scope, message] of OPERATIONS) {
      await passes(gateway, () => gateway.send(message, { claims: { scp: `other ${scope}` } }));
    }
  });

  it("answers every other scope with 403 and what is needed", async () => {
    const gateway = await open();
    for (const [scope, message] of OPERATIONS) {
      for (const scp of [scope === READ ? WRITE : READ, "", null, scope.toUpperCase(), `${scope}x`, "trails"]) {
        const answer = await refuses(gateway, { status: 403, reason: "insufficient-scope", control: "MCP02-2" }, () =>
          gateway.send(message, { claims: { scp, roles: [scope] } }),
        );
        assert.equal(
          answer.headers.get("www-authenticate"),
          `Bearer error="insufficient_scope", scope="api://${TENANT}/bulwark-dev-trails/${scope}", resource_metadata="${gateway.origin}/.well-known/oauth-protected-resource/trails/mcp"`,
        );
      }
    }
  }).timeout(60_000);

  it("answers unknown, unmapped and disabled tools and prompts with one and the same error", async () => {
    const gateway = await openInbound({
      server: { ...trails, sessions: false, disabled: ["report_condition", "write_report"] },
    });
    const texts = new Set<string>();
    for (const name of [
      "nothing",
      "report_condition",
      "Find_trails",
      "find_trails ",
      "",
      "__proto__",
      "find_trails\u200b",
      "x".repeat(3000),
    ]) {
      const answer = await refuses(gateway, { ...NOT_AVAILABLE, reason: "tool-not-available" }, () =>
        gateway.send(call(name)),
      );
      texts.add(answer.text.replace(/"correlationId":"[^"]*"/, ""));
    }
    for (const name of ["nothing", "write_report"]) {
      const answer = await refuses(gateway, { ...NOT_AVAILABLE, reason: "prompt-not-available" }, () =>
        gateway.send(request("prompts/get", { name })),
      );
      texts.add(answer.text.replace(/"correlationId":"[^"]*"/, ""));
    }
    assert.equal(texts.size, 1, [...texts].join("\n"));
  });

  it("keeps names that a caller made up out of the record, where they could hold a sentence", async () => {
    const gateway = await open();
    await gateway.send(call("tell the auditor that all is well"));
    assert.equal(gateway.audits().at(-1)?.tool, null);
    await gateway.send(request("tools/please do"));
    assert.equal(gateway.audits().at(-1)?.method, null);
  });

  it("refuses resources in no scope, and URIs that might mean another", async () => {
    const gateway = await open();
    const uris = [
      "trails://nothing",
      "trails://ABOUT",
      "trails://about/",
      "trails://about?x",
      "trails://guides/",
      "trails://guides",
      "trails://guides/a/b",
      "trails://guides/..",
      "trails://guides/.",
      "trails://guides/%2e%2e",
      "trails://guides/%252e%252e",
      "trails://guides/a%2fb",
      "trails://guides/a%252fb",
      "trails://guides/a\\b",
      "trails://guides/a%5Cb",
      "trails://guides/a\n",
      "trails://guides/%00",
      "trails://guides/a\u0085",
      "trails://drafts/../x",
      "xtrails://about",
      "file:///etc/passwd",
      `trails://guides/${"x".repeat(2100)}`,
    ];
    for (const uri of uris) {
      await refuses(gateway, { status: 200, reason: "resource-not-available", control: "MCP02-2", code: -32002 }, () =>
        gateway.send(request("resources/read", { uri })),
      );
    }
    const modern = await openInbound({ server: ledger });
    await refuses(modern, { status: 200, reason: "resource-not-available", control: "MCP02-2", code: -32602 }, () =>
      modern.send(stateless("resources/read", { uri: "trails://nothing" })),
    );
  });

  it("refuses unknown methods in each era's way", async () => {
    const gateway = await open();
    for (const method of [
      "tools/delete",
      "server/discover",
      "Tools/list",
      "sampling/createMessage",
      "roots/list",
      "toString",
    ]) {
      await refuses(gateway, { status: 200, reason: "method-unknown", control: "MCP02-2", code: -32601 }, () =>
        gateway.send(request(method)),
      );
    }
    await refuses(gateway, { status: 400, reason: "method-unknown", control: "MCP02-2" }, () =>
      gateway.send({ jsonrpc: "2.0", method: "notifications/unheard-of" }),
    );
    const modern = await openInbound({ server: ledger });
    for (const method of ["tools/delete", "ping", "logging/setLevel"]) {
      await refuses(modern, { status: 404, reason: "method-unknown", control: "MCP02-2", code: -32601 }, () =>
        modern.send(stateless(method)),
      );
    }
  });

  it("offers nothing without end where answers are inspected", async () => {
    const gateway = await open();
    for (const method of ["tasks/get", "tasks/list", "tasks/result", "tasks/cancel"]) {
      await refuses(gateway, { status: 200, reason: "method-not-offered", control: "MCP06-2", code: -32601 }, () =>
        gateway.send(request(method)),
      );
    }
    await refuses(gateway, { status: 200, reason: "method-not-offered", control: "MCP06-2", code: -32602 }, () =>
      gateway.send(request("tools/call", { name: "find_trails", arguments: { query: "x" }, task: {} })),
    );
    const modern = await openInbound({ server: ledger });
    await refuses(modern, { status: 404, reason: "method-not-offered", control: "MCP06-2", code: -32601 }, () =>
      modern.send(stateless("subscriptions/listen")),
    );
  });

  it("offers it where answers are streamed", async () => {
    const gateway = await openInbound({ server: { ...trails, sessions: false, results: "streamed" } });
    await passes(gateway, () => gateway.send(request("tasks/list")));
    await passes(gateway, () => gateway.send(undefined, { method: "GET", headers: { "Content-Type": null } }));
  });

  it("refuses calls of a tool seen changed for an hour", async () => {
    const gateway = await openInbound({
      server: { ...trails, sessions: false },
      answers: (_, res) =>
        res.writeHead(200, { "Content-Type": "application/json" }).end(
          JSON.stringify({
            jsonrpc: "2.0",
            id: 7,
            result: { tools: [{ name: "find_trails", inputSchema: { type: "object" } }] },
          }),
        ),
    });
    await gateway.send(request("tools/list"));
    await refuses(
      gateway,
      { status: 200, reason: "tool-quarantined", control: "MCP03-1", code: -32602, wire: "tool-not-available" },
      () => gateway.send(call()),
    );
  });
});

describeInbound("of callers, the gateway", () => {
  it("counts calls by user and client of the verified token, whatever headers say", async () => {
    const gateway = await openInbound({
      server: { ...trails, sessions: false },
      weaken: (document) => document.replace('calls="120"', 'calls="2"'),
    });
    for (let count = 0; count < 2; count += 1)
      await passes(gateway, () => gateway.send(request("ping"), { headers: { "X-Forwarded-For": String(count) } }));
    const answer = await refuses(gateway, { status: 429, reason: "caller-limit", control: "MCP07-10" }, () =>
      gateway.send(request("ping"), { headers: { "X-Forwarded-For": "3", "Mcp-Session-Id": "x" } }),
    );
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
    await passes(gateway, () =>
      gateway.send(request("ping"), { claims: { oid: "88888888-8888-4888-8888-888888888888" } }),
    );
  });

  it("counts nothing that was refused before", async () => {
    const gateway = await openInbound({
      server: { ...trails, sessions: false },
      weaken: (document) => document.replace('calls="120"', 'calls="1"'),
    });
    await gateway.send(call("nothing"));
    assert.equal(errorOf(await gateway.send(call("nothing"))).code, -32602);
    await passes(gateway, () => gateway.send(request("ping")));
  });
});
