import assert from "node:assert/strict";
import headers from "../../../apim-policies/headers.json";
import {
  call,
  describeInbound,
  errorOf,
  initialize,
  openInbound,
  passes,
  refuses,
  request,
  respond,
  trails,
  type Inbound,
  type Setting,
} from "./fixture";

const open = (more: Setting = {}): Promise<Inbound> => openInbound({ server: { ...trails, sessions: false }, ...more });

describeInbound("to the server, the gateway", () => {
  it("never hands the client's token on", async () => {
    const gateway = await open();
    const token = await gateway.token();
    await passes(gateway, () =>
      gateway.send(call(), { headers: { Authorization: `Bearer ${token}`, "X-Custom": "kept" } }),
    );
    const got = gateway.server.received.at(-1);
    assert.equal(JSON.stringify(got).includes(token), false);
    assert.equal(
      got?.headers.authorization,
      "Bearer token-for-api://11111111-1111-4111-8111-111111111111/bulwark-dev-trails",
    );
    assert.equal(got.headers["x-custom"], "kept");
  });

  it("says who calls, and lets no client say so or where it is", async () => {
    const gateway = await open();
    const names = headers.request.filter((name) => !["Accept-Encoding", "Origin"].includes(name));
    await passes(gateway, () =>
      gateway.send(call(), { headers: Object.fromEntries(names.map((name) => [name, "forged"])) }),
    );
    const got = gateway.server.received.at(-1)?.headers ?? {};
    assert.deepEqual(
      Object.entries(got).filter(([, value]) => String(value).includes("forged")),
      [],
    );
    assert.deepEqual(
      [got["x-bulwark-user"], got["x-bulwark-client"]],
      ["99999999-9999-4999-8999-999999999999", "aebc6443-996d-45c2-90f0-388ff96faa56"],
    );
    assert.equal(got["x-bulwark-correlation"], gateway.audits().at(-1)?.correlationId);
  });

  it("calls one address, whatever the query says", async () => {
    const gateway = await open();
    await passes(gateway, () => gateway.send(call(), { path: "/trails/mcp?target=other&x=1" }));
    assert.equal(gateway.server.received.at(-1)?.url, "/mcp");
  });

  it("takes the capabilities out of initialize with which the server could ask back, and nothing else", async () => {
    const gateway = await open();
    await passes(gateway, () =>
      gateway.send(
        initialize({
          sampling: {},
          roots: { listChanged: true },
          elicitation: { form: {} },
          tasks: {},
          experimental: { x: { at: "2024-01-01T00:00:00Z" } },
        }),
      ),
    );
    const got = JSON.parse(gateway.server.received.at(-1)?.body ?? "") as { params: Record<string, unknown> };
    assert.deepEqual(got, {
      ...initialize(),
      params: {
        protocolVersion: "2025-11-25",
        capabilities: { experimental: { x: { at: "2024-01-01T00:00:00Z" } } },
        clientInfo: { name: "a client", version: "1" },
      },
    });
  });

  it("leaves them where answers are streamed", async () => {
    const gateway = await open({ server: { ...trails, sessions: false, results: "streamed" } });
    await passes(gateway, () => gateway.send(initialize({ sampling: {} })));
    assert.match(gateway.server.received.at(-1)?.body ?? "", /sampling/);
  });

  it("lets nobody resume a stream where answers are inspected", async () => {
    const gateway = await open();
    await passes(gateway, () => gateway.send(call(), { headers: { "Last-Event-ID": "5" } }));
    assert.equal(gateway.server.received.at(-1)?.headers["last-event-id"], undefined);
  });

  it("refuses without a token of its own", async () => {
    const gateway = await open({
      identityToken: (_, resource) =>
        resource.startsWith("api://") ? Promise.reject(new Error("none")) : Promise.resolve("token"),
    });
    await refuses(gateway, { status: 502, reason: "credential-unavailable", control: "MCP07-6", code: -32603 }, () =>
      gateway.send(call()),
    );
  });

  it("exchanges the user's token once in five minutes, for the user and the token", async () => {
    const gateway = await open({
      server: { ...trails, sessions: false, identity: "user" },
      exchangeScope: "api://t/second/server.invoke",
    });
    const token = await gateway.token();
    for (let count = 0; count < 2; count += 1)
      await passes(gateway, () => gateway.send(call(), { headers: { Authorization: `Bearer ${token}` } }));
    const exchanges = (): URLSearchParams[] =>
      gateway.login.received
        .filter(({ url }) => url.endsWith("/oauth2/v2.0/token"))
        .map(({ body }) => new URLSearchParams(body));
    assert.equal(exchanges().length, 1);
    assert.deepEqual(Object.fromEntries(exchanges()[0] ?? []), {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      requested_token_use: "on_behalf_of",
      client_id: "33333333-aaaa-4aaa-8aaa-333333333333",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: "token-for-api://AzureADTokenExchange",
      scope: "api://t/second/server.invoke",
      assertion: token,
    });
    assert.equal(gateway.server.received.at(-1)?.headers.authorization, "Bearer exchanged");
    await passes(gateway, () => gateway.send(call(), { claims: { oid: "88888888-8888-4888-8888-888888888888" } }));
    assert.equal(exchanges().length, 2, "another user's token is exchanged by itself");
  });

  it("refuses where Entra does not exchange the token", async () => {
    const faults: Setting["tokenEndpoint"][] = [
      (_, res) => {
        respond(res, { error: "invalid_grant", error_description: "AADSTS65001 secret" }, 400);
      },
      (_, res) => {
        respond(res, {});
      },
      (_, res) => res.writeHead(200).end("<html>"),
      (req) => req.socket.destroy(),
    ];
    for (const tokenEndpoint of faults) {
      const gateway = await open({
        server: { ...trails, sessions: false, identity: "user" },
        exchangeScope: "api://t/second/server.invoke",
        ...(tokenEndpoint === undefined ? {} : { tokenEndpoint }),
      });
      const answer = await refuses(
        gateway,
        { status: 502, reason: "exchange-refused", control: "MCP07-6", code: -32603 },
        () => gateway.send(call()),
      );
      assert.doesNotMatch(answer.text, /AADSTS|secret/);
    }
  });
});

describeInbound("when something fails, the gateway", () => {
  it("says 502 for a server that cannot be reached, and nothing of why", async () => {
    const gateway = await open({ answers: (req) => req.socket.destroy() });
    const answer = await gateway.send(call());
    assert.equal(answer.status, 502);
    assert.deepEqual(
      [errorOf(answer).code, errorOf(answer).data.reason, errorOf(answer).id],
      [-32603, "backend-failed", 7],
    );
    assert.equal(gateway.audits().length, 1);
    assert.equal(answer.headers.get("server"), null);
  });

  it("says 504 for a server that does not answer in time", async () => {
    const gateway = await open({
      answers: () => undefined,
      weaken: (document) =>
        document.replace(
          "<base />\n </backend>",
          '<forward-request timeout="1" buffer-response="true" />\n </backend>',
        ),
    });
    const answer = await gateway.send(call());
    assert.deepEqual([answer.status, errorOf(answer).data.reason], [504, "backend-timeout"]);
  }).timeout(20_000);

  it("refuses where one of its own expressions fails", async () => {
    const gateway = await open({
      weaken: (document) =>
        document.replace('<set-variable name="methods" value=', '<set-variable name="methods-gone" value='),
    });
    const answer = await refuses(
      gateway,
      { status: 500, reason: "gateway-fault", control: "MCP10-3", code: -32603 },
      () => gateway.send(request("ping")),
    );
    assert.doesNotMatch(answer.text, /Exception|Variables|line/i);
  });
});
