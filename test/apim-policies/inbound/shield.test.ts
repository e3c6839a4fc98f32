import assert from "node:assert/strict";
import {
  call,
  describeInbound,
  ledger,
  openInbound,
  passes,
  refuses,
  request,
  respond,
  stateless,
  trails,
  verdict,
  type Inbound,
  type Setting,
} from "./fixture";

const PHRASE = "override the instructions";
const HIT = { status: 200, reason: "shield-hit", control: "MCP06-1", code: -32001 };
const UNAVAILABLE = { status: 200, reason: "shield-unavailable", control: "MCP06-4", code: -32001 };

const open = (more: Setting = {}): Promise<Inbound> =>
  openInbound({
    server: {
      ...trails,
      sessions: false,
      lock: {
        ...trails.lock,
        tools: trails.lock.tools.map((tool) => ({ ...tool, schema: { type: ["object" as const], additional: {} } })),
      },
    },
    ...more,
  });

/** What Content Safety was shown on the way in: those calls have a user prompt. */
const shown = (gateway: Inbound): readonly string[] =>
  gateway.shield.received
    .map(({ body }) => JSON.parse(body) as { userPrompt: string; documents: string[] })
    .filter(({ userPrompt }) => userPrompt !== "")
    .map(({ userPrompt, documents }) => {
      assert.deepEqual(documents, [userPrompt]);
      return userPrompt;
    });

/** Every place of a message where text can stand. */
const PLACES: Readonly<Record<string, (text: string) => object>> = {
  "an argument": (text) => call("find_trails", { query: text }),
  "a nested argument": (text) => call("find_trails", { a: { b: [1, { c: text }] } }),
  "an argument's key": (text) => call("find_trails", { a: { [text]: 1 } }),
  "a resource's URI": (text) => request("resources/read", { uri: `trails://guides/${encodeURIComponent(text)}` }),
  "a resource's URI, encoded twice": (text) =>
    request("resources/read", { uri: `trails://guides/${encodeURIComponent(encodeURIComponent(text))}` }),
  "a prompt's argument": (text) => request("prompts/get", { name: "plan_hike", arguments: { to: text } }),
  "a completion's value": (text) =>
    request("completion/complete", {
      ref: { type: "ref/prompt", name: "plan_hike" },
      argument: { name: "a", value: text },
    }),
  "a completion's context": (text) =>
    request("completion/complete", {
      ref: { type: "ref/prompt", name: "plan_hike" },
      argument: { name: "a", value: "b" },
      context: { arguments: { c: text } },
    }),
  _meta: (text) => request("tools/list", { _meta: { note: text } }),
  "a cursor": (text) => request("tools/list", { cursor: text }),
  "the id": (text) => ({ ...request("ping"), id: text }),
  "the client's name": (text) => ({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: text, version: "1" } },
  }),
};

describeInbound("with Prompt Shields, the gateway", () => {
  for (const [place, message] of Object.entries(PLACES)) {
    it(`refuses an attack in ${place}`, async () => {
      const gateway = await open();
      await refuses(gateway, HIT, () => gateway.send(message(PHRASE)));
    });
  }

  it("refuses one in a client's answer to a question, and in a notification, without a body", async () => {
    const gateway = await open();
    for (const message of [
      { jsonrpc: "2.0", id: 1, result: { action: "accept", content: { note: PHRASE } } },
      { jsonrpc: "2.0", id: 1, error: { code: 1, message: PHRASE } },
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1, reason: PHRASE } },
    ]) {
      await refuses(gateway, { status: 400, reason: "shield-hit", control: "MCP06-1" }, () => gateway.send(message));
    }
  });

  it("refuses one in the stateless era", async () => {
    const gateway = await openInbound({ server: ledger });
    await refuses(gateway, HIT, () =>
      gateway.send(stateless("tools/call", { name: "find_trails", arguments: { query: PHRASE } })),
    );
  });

  it("sees what is written with invisible characters, tags and escapes", async () => {
    const gateway = await open();
    const tags = Array.from(PHRASE)
      .map((character) => String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0)))
      .join("");
    for (const text of [
      Array.from(PHRASE).join("\u200b"),
      `over\u00adride the\u2063 instructions`,
      `hello ${tags}`,
      "over\u202eride the instructions",
      "override\u0000 the instructions",
    ]) {
      await refuses(gateway, HIT, () => gateway.send(call("find_trails", { query: text })));
    }
  });

  it("asks once for ordinary text, with a token of its own, and not at all where there is none", async () => {
    const gateway = await open();
    await passes(gateway, () => gateway.send(request("ping")));
    await passes(gateway, () => gateway.send(request("tools/list")));
    await passes(gateway, () => gateway.send({ jsonrpc: "2.0", method: "notifications/initialized" }));
    await passes(gateway, () => gateway.send(call("find_trails", {})));
    assert.equal(shown(gateway).length, 0);
    await passes(gateway, () => gateway.send(call("find_trails", { query: "AT&T store, Denver" })));
    assert.deepEqual(shown(gateway), ["query\nAT&T store, Denver"]);
    assert.equal(
      gateway.shield.received[0]?.headers.authorization,
      "Bearer token-for-https://cognitiveservices.azure.com",
    );
    assert.ok(gateway.identityRequests.includes("gateway-client https://cognitiveservices.azure.com"));
  });

  it("cuts long text into at most five pieces that overlap, and shows every character", async () => {
    const gateway = await open();
    const text = Array.from({ length: 49_192 / 4 }, (_, index) => `w${String(index).padStart(5, "0")}`)
      .join("")
      .slice(0, 49_192);
    await passes(gateway, () => gateway.send(call("find_trails", { query: text })));
    const pieces = [...shown(gateway)].sort(
      (left, right) => `query\n${text}`.indexOf(left) - `query\n${text}`.indexOf(right),
    );
    assert.deepEqual(
      pieces.map((piece) => piece.length),
      [10_000, 10_000, 10_000, 10_000, 9_998],
    );
    assert.equal(pieces.map((piece, index) => (index === 0 ? piece : piece.slice(200))).join(""), `query\n${text}`);
  });

  it("refuses longer text, and skips none of it", async () => {
    const gateway = await open();
    await refuses(gateway, { status: 200, reason: "shield-length", control: "MCP06-4", code: -32001 }, () =>
      gateway.send(call("find_trails", { query: "x".repeat(49_195) })),
    );
    assert.equal(gateway.shield.received.length, 0);
  });

  it("finds an attack in whatever piece it stands, also across the cut", async () => {
    for (const at of [0, 9_980, 19_790, 29_000, 45_000]) {
      const gateway = await open();
      await refuses(gateway, HIT, () =>
        gateway.send(call("find_trails", { query: `${"x".repeat(at)} ${PHRASE} ${"y".repeat(49_000 - at - 30)}` })),
      );
    }
  }).timeout(60_000);

  const faults: Readonly<Record<string, Setting>> = {
    fails: {
      shield: (_, res) => {
        respond(res, {}, 500);
      },
    },
    throttles: {
      shield: (_, res) => {
        respond(res, {}, 429);
      },
    },
    "hangs up": { shield: (req) => req.socket.destroy() },
    "answers no JSON": { shield: (_, res) => res.writeHead(200).end('{"userPromptAnalysis":') },
    "leaves the prompt's finding out": {
      shield: (_, res) => {
        respond(res, { documentsAnalysis: [{ attackDetected: false }] });
      },
    },
    "leaves the document's finding out": {
      shield: (_, res) => {
        respond(res, { userPromptAnalysis: { attackDetected: false }, documentsAnalysis: [] });
      },
    },
    "finds with a text in place of a boolean": {
      shield: (_, res) => {
        respond(res, {
          userPromptAnalysis: { attackDetected: "false" },
          documentsAnalysis: [{ attackDetected: false }],
        });
      },
    },
    redirects: { shield: (_, res) => res.writeHead(302, { Location: "http://127.0.0.1:9/" }).end() },
  };
  for (const [fault, setting] of Object.entries(faults)) {
    it(`refuses while Content Safety ${fault}`, async () => {
      const gateway = await open(setting);
      await refuses(gateway, UNAVAILABLE, () => gateway.send(call("find_trails", { query: "lakes" })));
    });
  }

  it("refuses while one piece of five gets no answer", async () => {
    const gateway = await open({
      shield: (_, res) => {
        if (gateway.shield.received.length === 4) res.writeHead(503).end();
        else respond(res, verdict(false));
      },
    });
    await refuses(gateway, UNAVAILABLE, () => gateway.send(call("find_trails", { query: "x".repeat(45_000) })));
  });

  it("refuses where only the prompt, or only the document, is found to be an attack", async () => {
    for (const [prompt, document] of [
      [true, false],
      [false, true],
    ]) {
      const gateway = await open({
        shield: (_, res) => {
          respond(res, {
            userPromptAnalysis: { attackDetected: prompt },
            documentsAnalysis: [{ attackDetected: document }],
          });
        },
      });
      await refuses(gateway, HIT, () => gateway.send(call("find_trails", { query: "lakes" })));
    }
  });

  it("needs neither Entra nor the vault in steady state", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    await gateway.send(call(), { headers: { "Mcp-Session-Id": session } });
    const [vault, login] = [gateway.vault.received.length, gateway.login.received.length];
    await passes(gateway, () => gateway.send(call(), { headers: { "Mcp-Session-Id": session } }));
    assert.deepEqual([gateway.vault.received.length, gateway.login.received.length], [vault, login]);
  });
});
