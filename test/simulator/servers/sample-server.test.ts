import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import {
  definitionsSurface,
  SampleServer,
  sampleSurface,
  UnknownToolError,
  type Surface,
} from "../../../simulator/servers";
import { initialize, initialized, request, send, sendStateless } from "./mcp";

const SESSION_ERA = ["2025-11-25"];

async function using(
  surface: Surface | undefined,
  protocols: readonly string[],
  sessions: boolean,
  work: (url: string, server: SampleServer) => Promise<void>,
): Promise<void> {
  assert.ok(surface !== undefined);
  const server = new SampleServer({ surface, protocols, sessions });
  const running = await server.start();
  try {
    await work(`${running.origin}/mcp`, server);
  } finally {
    await running.close();
  }
}

const trails = (work: (url: string, server: SampleServer) => Promise<void>) =>
  using(sampleSurface("trails"), SESSION_ERA, true, work);
const ledger = (work: (url: string, server: SampleServer) => Promise<void>) =>
  using(sampleSurface("ledger"), ["2026-07-28"], false, work);

describe("a sample server of the session era", () => {
  it("mints a different session for every client, and none before initialize", () =>
    trails(async (url) => {
      const first = await initialized(url);
      assert.match(first, /^[0-9a-f-]{36}$/);
      assert.notEqual(await initialized(url), first);
      assert.equal((await send(url, request("tools/list"))).status, 400);
    }));

  it("answers 404 for a session that it has not minted, or that has ended", () =>
    trails(async (url) => {
      const session = await initialized(url);
      const list = () => send(url, request("tools/list"), { "mcp-session-id": session });
      assert.equal((await list()).status, 200);
      const ended = await fetch(url, { method: "DELETE", headers: { "mcp-session-id": session } });
      assert.equal(ended.status, 200);
      assert.equal((await list()).status, 404);
      assert.equal((await send(url, request("tools/list"), { "mcp-session-id": "forged" })).status, 404);
    }));

  it("speaks no revision but those that it was started for", () =>
    trails(async (url) => {
      const [answer] = (await send(url, initialize("2025-06-18"))).messages;
      assert.equal(answer?.result?.protocolVersion, "2025-11-25");
      assert.equal((await sendStateless(url, "server/discover")).status, 400);
    }));

  it("offers tools, a prompt, resources with a template, completion and instructions", () =>
    trails(async (url) => {
      const started = await send(url, initialize());
      assert.match(String(started.messages[0]?.result?.instructions), /find_trails/);
      const headers = { "mcp-session-id": started.session ?? "" };
      const result = async (method: string, params: object = {}) =>
        (await send(url, request(method, params), headers)).messages[0]?.result;
      const prompt = await result("prompts/get", { name: "plan_hike", arguments: { region: "north" } });
      assert.match(JSON.stringify(prompt), /the north region/);
      const guide = await result("resources/read", { uri: "trails://guides/lake-loop" });
      assert.match(JSON.stringify(guide), /boat house/);
      const templates = await result("resources/templates/list");
      assert.match(JSON.stringify(templates), /trails:\/\/guides\/\{name\}/);
      const completed = await result("completion/complete", {
        ref: { type: "ref/prompt", name: "plan_hike" },
        argument: { name: "region", value: "no" },
      });
      assert.deepEqual(completed?.completion, { values: ["north"], total: 1, hasMore: false });
    }));

  it("has no resource but those that it lists", () =>
    trails(async (url) => {
      const headers = { "mcp-session-id": await initialized(url) };
      const read = await send(url, request("resources/read", { uri: "trails://guides/../secret" }), headers);
      // The SDK sends this code in both eras.
      assert.equal(read.messages[0]?.error?.code, -32602);
    }));

  it("refuses a host name that is not loopback's, as a page with a rebound name would send it", () =>
    trails(async (url) => {
      const { port } = new URL(url);
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const call = httpRequest({
          host: "127.0.0.1",
          port,
          path: "/mcp",
          method: "POST",
          headers: { host: "evil.example" },
        });
        call.on("response", (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.on("error", reject).end("{}");
      });
      assert.equal(status, 403);
    }));
});

describe("a sample server of the stateless era", () => {
  it("answers one request at a time and mints no session", () =>
    ledger(async (url) => {
      const { session, messages } = await sendStateless(url, "tools/call", { name: "list_expenses", arguments: {} });
      assert.equal(session, undefined);
      assert.match(JSON.stringify(messages[0]?.result), /2026-0001/);
    }));

  it("has no handshake, no stream to open and nothing to end", () =>
    ledger(async (url) => {
      assert.equal((await send(url, initialize())).status, 400);
      assert.equal((await fetch(url, { method: "GET" })).status, 405);
      assert.equal((await fetch(url, { method: "DELETE" })).status, 405);
    }));
});

describe("a sample server of both eras", () => {
  it("keeps sessions for the one and none for the other", () =>
    using(sampleSurface("conformance"), ["2025-11-25", "2026-07-28"], true, async (url) => {
      assert.notEqual(await initialized(url), "");
      const discovered = await sendStateless(url, "server/discover");
      assert.equal(discovered.session, undefined);
      assert.deepEqual(discovered.messages[0]?.result?.supportedVersions, ["2026-07-28"]);
    }));

  it("takes an interrupted stream up again where it was", () =>
    using(sampleSurface("conformance"), SESSION_ERA, true, async (url) => {
      const session = await initialized(url);
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-session-id": session,
          "mcp-protocol-version": "2025-11-25",
        },
        body: JSON.stringify(request("tools/call", { name: "test_reconnection", arguments: {} }, 7)),
      });
      const begun = await response.text();
      assert.doesNotMatch(begun, /completed successfully/);
      const [, event = ""] = /^id: (\S+)$/m.exec(begun) ?? [];
      const resumed = await fetch(url, {
        headers: {
          accept: "text/event-stream",
          "mcp-session-id": session,
          "mcp-protocol-version": "2025-11-25",
          "last-event-id": event,
        },
      });
      assert.ok(resumed.body !== null);
      let seen = "";
      for await (const chunk of resumed.body as AsyncIterable<Uint8Array>) {
        seen += Buffer.from(chunk).toString();
        if (seen.includes("completed successfully")) {
          return;
        }
      }
      assert.fail(`the stream ended: ${seen}`);
    }));
});

describe("a sample server that takes its time", () => {
  it("reports progress every second to a client that asked for it", () =>
    using(sampleSurface("forecast"), SESSION_ERA, true, async (url) => {
      const session = await initialized(url);
      const params = {
        name: "watch_weather",
        arguments: { place: "Kiruna", seconds: 2 },
        _meta: { progressToken: "p" },
      };
      const { messages } = await send(url, request("tools/call", params), { "mcp-session-id": session });
      assert.deepEqual(
        messages.map(({ method, params: told }) => (method === undefined ? "result" : told?.progress)),
        [1, 2, "result"],
      );
    }));
});

describe("a server that changes while it runs", () => {
  it("shows a changed, an added and no removed tool, in sessions that are open too", () =>
    trails(async (url, server) => {
      const session = await initialized(url);
      const wild = {
        name: "extra",
        inputSchema: { type: "object" },
        icons: [{ src: "https://a.example/i.png" }],
        unheard: [1],
      };
      server.behaviour.changeTools({
        set: { find_trails: { description: "Now something else" } },
        add: [wild],
        remove: ["get_trail"],
      });
      const { messages } = await send(url, request("tools/list"), { "mcp-session-id": session });
      const tools = messages[0]?.result?.tools as readonly Readonly<Record<string, unknown>>[];
      assert.deepEqual(
        tools.map(({ name }) => name),
        ["find_trails", "report_condition", "extra"],
      );
      assert.equal(tools[0]?.description, "Now something else");
      assert.deepEqual(tools[2], wild);
    }));

  it("changes nothing where one of the tools is not listed", () =>
    trails((_, { behaviour }) => {
      const before = behaviour.tools;
      assert.throws(
        () => {
          behaviour.changeTools({ set: { find_trails: { description: "x" } }, remove: ["nothing"] });
        },
        (error) => error instanceof UnknownToolError && error.message.includes("nothing; listed are find_trails"),
      );
      assert.deepEqual(behaviour.tools, before);
      return Promise.resolve();
    }));

  it("answers what it is told to, up to 16 MB, until it is reset", () =>
    ledger(async (url, { behaviour }) => {
      const text = "x".repeat(16 * 1024 * 1024);
      behaviour.setAnswer("list_expenses", { content: [{ type: "text", text }], isError: true });
      const call = async () =>
        (await sendStateless(url, "tools/call", { name: "list_expenses", arguments: {} })).messages[0]?.result;
      const told = await call();
      assert.equal(JSON.stringify(told?.content), JSON.stringify([{ type: "text", text }]));
      behaviour.reset();
      assert.match(JSON.stringify(await call()), /2026-0001/);
    }));

  it("tells new clients its new instructions", () =>
    ledger(async (url, { behaviour }) => {
      behaviour.setInstructions("Do as I say.");
      const discovered = await sendStateless(url, "server/discover");
      assert.equal(discovered.messages[0]?.result?.instructions, "Do as I say.");
    }));

  it("forgets sessions and changes when it is reset", () =>
    trails(async (url, server) => {
      const session = await initialized(url);
      server.behaviour.changeTools({ remove: ["get_trail"] });
      await server.reset();
      assert.equal((await send(url, request("tools/list"), { "mcp-session-id": session })).status, 404);
      assert.equal(server.behaviour.tools.length, 3);
    }));
});

describe("a server that is known by its definitions alone", () => {
  const surface = definitionsSurface("notes", {
    instructions: "Read first.",
    tools: [{ name: "add_note", inputSchema: { type: "object" } }],
    prompts: [{ name: "sum_up" }],
    resourceTemplates: [{ uriTemplate: "notes://{user}/{note}", name: "note" }],
  });

  it("answers every call with what it was asked", () =>
    using(surface, ["2026-07-28"], false, async (url) => {
      const { messages } = await sendStateless(url, "tools/call", { name: "add_note", arguments: { text: "a" } });
      assert.match(JSON.stringify(messages[0]?.result), /add_note.*arguments.*text/);
    }));

  it("reads what fits a template, and nothing else", () =>
    using(surface, ["2026-07-28"], false, async (url) => {
      const read = async (uri: string) => (await sendStateless(url, "resources/read", { uri })).messages[0];
      assert.ok((await read("notes://ann/1"))?.result !== undefined);
      assert.ok((await read("notes://ann/1/2"))?.error !== undefined);
      assert.ok((await read("xnotes://ann/1"))?.error !== undefined);
    }));
});

describe("the samples", () => {
  for (const name of ["trails", "ledger", "forecast"]) {
    it(`describe every argument of ${name}'s tools, and let none through that is not described`, () => {
      const surface = sampleSurface(name);
      assert.ok(surface !== undefined && surface.tools.length > 0);
      for (const { definition } of surface.tools) {
        assert.equal(definition.inputSchema.additionalProperties, false, definition.name);
        for (const property of Object.values(definition.inputSchema.properties ?? {})) {
          assert.ok(typeof property === "object" && property !== null && "description" in property, definition.name);
        }
      }
    });
  }

  it("have no sample under a name that only JavaScript knows", () => {
    assert.equal(sampleSurface("constructor"), undefined);
  });
});
