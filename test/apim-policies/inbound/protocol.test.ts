import assert from "node:assert/strict";
import {
  describeInbound,
  errorOf,
  initialize,
  ledger,
  openInbound,
  passes,
  refuses,
  request,
  stateless,
  trails,
} from "./fixture";

const CONTROL = { status: 400, control: "MCP05-1" };

describeInbound("in the session era, the gateway", () => {
  it("never refuses initialize for its version", async () => {
    const gateway = await openInbound();
    for (const version of ["2025-11-25", "2024-11-05", "2099-01-01"]) {
      await passes(gateway, () =>
        gateway.send(
          { ...initialize(), params: { protocolVersion: version, capabilities: {} } },
          { headers: { "MCP-Protocol-Version": version } },
        ),
      );
    }
  });

  it("takes a request without the header as 2025-03-26, only where the server speaks that", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    const headers = { "Mcp-Session-Id": session, "MCP-Protocol-Version": null };
    await refuses(gateway, { ...CONTROL, reason: "version-missing" }, () => gateway.send(request("ping"), { headers }));
    const older = await openInbound({ server: { ...trails, protocols: ["2025-11-25", "2025-03-26"] } });
    const its = await older.session();
    await passes(older, () => older.send(request("ping"), { headers: { ...headers, "Mcp-Session-Id": its } }));
    assert.equal(older.audits().at(-1)?.protocol, "2025-03-26");
  });

  it("refuses a revision that the server does not speak, plainly, so that a client falls back", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    for (const version of ["2026-07-28", "2025-06-18", "", "x"]) {
      await refuses(gateway, { ...CONTROL, reason: "version-unknown" }, () =>
        gateway.send(request("ping"), { headers: { "Mcp-Session-Id": session, "MCP-Protocol-Version": version } }),
      );
    }
    await refuses(gateway, { ...CONTROL, reason: "version-unknown" }, () =>
      gateway.send(stateless("server/discover"), { headers: { "MCP-Protocol-Version": "2026-07-28" } }),
    );
  });

  it("refuses headers that disagree with the body, or with each other", async () => {
    const gateway = await openInbound();
    const session = { "Mcp-Session-Id": await gateway.session() };
    await refuses(gateway, { ...CONTROL, reason: "header-mismatch" }, () =>
      gateway.send(stateless("ping"), { headers: session }),
    );
    await refuses(gateway, { ...CONTROL, reason: "header-mismatch" }, () =>
      gateway.send(request("ping"), { headers: { ...session, "MCP-Protocol-Version": "2025-11-25, 2025-11-25" } }),
    );
    await refuses(gateway, { ...CONTROL, reason: "header-mismatch" }, () =>
      gateway.send(request("ping"), { headers: { ...session, "Mcp-Method": "tools/list" } }),
    );
  });
});

describeInbound("in the stateless era, the gateway", () => {
  it("lets requests through whose headers agree, also where a name is encoded", async () => {
    const gateway = await openInbound({ server: ledger });
    await passes(gateway, () => gateway.send(stateless("tools/list")));
    await passes(gateway, () =>
      gateway.send(stateless("tools/call", { name: "find_trails", arguments: { query: "x" } })),
    );
    const encoded = `=?base64?${Buffer.from("find_trails").toString("base64")}?=`;
    await passes(gateway, () =>
      gateway.send(stateless("tools/call", { name: "find_trails", arguments: { query: "x" } }), {
        headers: { "Mcp-Name": encoded, "Mcp-Param-Region": "north" },
      }),
    );
    assert.equal(gateway.server.received.at(-1)?.headers["mcp-param-region"], "north");
  });

  it("refuses headers that are missing or disagree, with -32020", async () => {
    const gateway = await openInbound({ server: ledger });
    const message = stateless("tools/call", { name: "find_trails", arguments: { query: "x" } });
    const wrong: Readonly<Record<string, string | null>>[] = [
      { "MCP-Protocol-Version": null },
      { "MCP-Protocol-Version": "2025-11-25" },
      { "MCP-Protocol-Version": "2026-07-28, 2026-07-28" },
      { "Mcp-Method": null },
      { "Mcp-Method": "tools/list" },
      { "Mcp-Method": "Tools/Call" },
      { "Mcp-Name": null },
      { "Mcp-Name": "report_condition" },
      { "Mcp-Name": "=?base64?!!?=" },
      { "Mcp-Name": `=?base64?${Buffer.from("report_condition").toString("base64")}?=` },
      { "Mcp-Name": "find_trails, find_trails" },
    ];
    for (const headers of wrong) {
      await refuses(gateway, { ...CONTROL, reason: "header-mismatch", code: -32020 }, () =>
        gateway.send(message, { headers }),
      );
    }
    const other = request("tools/list", { _meta: { "io.modelcontextprotocol/protocolVersion": "2099-01-01" } });
    await refuses(gateway, { ...CONTROL, reason: "header-mismatch", code: -32020 }, () => gateway.send(other));
  });

  it("refuses a request whose body states no revision with -32602, whatever the header says", async () => {
    const gateway = await openInbound({ server: ledger });
    for (const message of [request("tools/list"), request("tools/list", { _meta: {} })]) {
      await refuses(gateway, { ...CONTROL, reason: "version-missing", code: -32602 }, () => gateway.send(message));
    }
  });

  it("refuses revisions that the server does not speak with -32022 and what it speaks", async () => {
    const gateway = await openInbound({ server: ledger });
    for (const version of ["2099-01-01", "v999.0.0"]) {
      const message = request("tools/list", { _meta: { "io.modelcontextprotocol/protocolVersion": version } });
      const answer = await refuses(gateway, { ...CONTROL, reason: "version-unknown", code: -32022 }, () =>
        gateway.send(message, { headers: { "MCP-Protocol-Version": version } }),
      );
      assert.deepEqual(errorOf(answer).data.supported, ["2026-07-28"]);
      assert.equal(errorOf(answer).data.requested, version);
    }
    await refuses(gateway, { ...CONTROL, reason: "version-missing", code: -32022 }, () =>
      gateway.send(request("tools/list"), { headers: { "MCP-Protocol-Version": null } }),
    );
    await refuses(gateway, { ...CONTROL, reason: "version-unknown", code: -32022 }, () =>
      gateway.send(request("tools/list"), { headers: { "MCP-Protocol-Version": "2025-11-25" } }),
    );
  });

  it("knows no initialize, and no verb but POST", async () => {
    const gateway = await openInbound({ server: ledger });
    // A method that is gone is unknown, whatever its members: the older revision's need not be there.
    for (const message of [
      initialize(),
      stateless("initialize"),
      stateless("resources/subscribe"),
      stateless("resources/unsubscribe"),
    ]) {
      await refuses(gateway, { status: 404, reason: "method-unknown", control: "MCP02-2", code: -32601 }, () =>
        gateway.send(message),
      );
    }
    for (const method of ["GET", "DELETE"]) {
      await refuses(gateway, { status: 405, reason: "method-not-allowed", control: "MCP10-3" }, () =>
        gateway.send(undefined, { method }),
      );
    }
  });

  it("refuses a response: nobody has asked anything", async () => {
    const gateway = await openInbound({ server: ledger });
    await refuses(gateway, { status: 400, reason: "message-shape", control: "MCP05-1" }, () =>
      gateway.send({ jsonrpc: "2.0", id: 1, result: {} }),
    );
  });

  it("ignores a session id, and hands none on", async () => {
    const gateway = await openInbound({ server: ledger });
    await passes(gateway, () => gateway.send(stateless("tools/list"), { headers: { "Mcp-Session-Id": "v1.x.y" } }));
    assert.equal(gateway.server.received.at(-1)?.headers["mcp-session-id"], undefined);
    assert.equal(gateway.vault.received.length, 0);
  });
});
