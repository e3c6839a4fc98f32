import assert from "node:assert/strict";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Stand } from "../../../simulator/stand";
import { Program, ProgramWithoutResource } from "./signing-in";
import { decisions, reached, serverOf, standOf } from "./stands";

/** @modelcontextprotocol/sdk: the client that most programs have, of the session era. */
describe("the client of @modelcontextprotocol/sdk", function () {
  this.timeout(120_000);
  let stand: Stand;
  const open: StreamableHTTPClientTransport[] = [];

  before(async () => {
    stand = await standOf("dev");
  });
  beforeEach(() => stand.reset());
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
  });
  after(() => stand.close());

  function transportTo(url: string, program: Program): StreamableHTTPClientTransport {
    const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: program });
    open.push(transport);
    return transport;
  }

  const newClient = () => new Client({ name: "test", version: "1.0.0" });

  /** As far as a user comes who has never signed in: refused, signed in, connected. */
  async function connected(name: string, program?: Program) {
    const server = serverOf(stand, name);
    const user = program ?? new ProgramWithoutResource(server.clients[0] ?? "");
    const first = transportTo(server.url, user);
    await assert.rejects(newClient().connect(first), UnauthorizedError);
    await first.finishAuth(await user.code());
    const client = newClient();
    const transport = transportTo(server.url, user);
    await client.connect(transport);
    return { client, transport, user, server };
  }

  const textOf = ({ content }: Record<string, unknown>) => JSON.stringify(content);

  it("finds its way from the 401 to a session, and asks for no more than the server's base scope", async () => {
    const { client, transport, user, server } = await connected("trails");
    assert.match(transport.sessionId ?? "", /^v1\./);
    assert.deepEqual(user.scopes, [server.baseScope]);
    const [asked] = user.sentTo;
    assert.match(asked?.searchParams.get("scope") ?? "", /^api:\/\/[^ ]+\/trails\.read( |$)/);
    assert.match(client.getInstructions() ?? "", /find_trails/);
  });

  it("lists and uses tools, prompts, resources and completion", async () => {
    const { client } = await connected("trails");
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ["find_trails", "get_trail", "report_condition"]);
    const found = await client.callTool({ name: "find_trails", arguments: { region: "north" } });
    assert.match(textOf(found), /lake-loop/);
    const trail = await client.callTool({ name: "get_trail", arguments: { id: "lake-loop" } });
    assert.equal((trail.structuredContent as { id?: string } | undefined)?.id, "lake-loop");
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name }) => name),
      ["plan_hike"],
    );
    const { messages } = await client.getPrompt({ name: "plan_hike", arguments: { region: "north" } });
    assert.match(JSON.stringify(messages), /the north region/);
    const { contents } = await client.readResource({ uri: "trails://guides/lake-loop" });
    assert.match(JSON.stringify(contents), /boat house/);
    const { completion } = await client.complete({
      ref: { type: "ref/prompt", name: "plan_hike" },
      argument: { name: "region", value: "no" },
    });
    assert.deepEqual(completion.values, ["north"]);
    await client.ping();
  });

  it("ends its session, after which the gateway knows it no more", async () => {
    const { client, transport } = await connected("trails");
    await transport.terminateSession();
    await assert.rejects(client.listTools());
  });

  it("receives a stream's progress as it comes", async () => {
    const { client } = await connected("forecast");
    const times: number[] = [];
    const result = await client.callTool(
      { name: "watch_weather", arguments: { place: "Kiruna", seconds: 3 } },
      undefined,
      { onprogress: () => times.push(performance.now()) },
    );
    assert.match(textOf(result), /did not change in 3 seconds/);
    assert.equal(times.length, 3);
    assert.ok((times[2] ?? 0) - (times[0] ?? 0) > 1500, `progress came at once: ${times.join(", ")}`);
  });

  it("cancels a call, and the server hears of it", async () => {
    const { client } = await connected("forecast");
    const controller = new AbortController();
    await assert.rejects(
      client.callTool({ name: "watch_weather", arguments: { place: "Kiruna", seconds: 20 } }, undefined, {
        signal: controller.signal,
        onprogress: () => {
          controller.abort("enough");
        },
      }),
    );
    await client.ping();
    const bodies = await reached(stand, "forecast");
    assert.ok(
      bodies.some((body) => body.includes("notifications/cancelled")),
      bodies.join("\n"),
    );
  });

  it("steps up to the scope that a tool needs, once the user has agreed", async () => {
    const { client, transport, user } = await connected("trails");
    const report = () =>
      client.callTool({ name: "report_condition", arguments: { id: "lake-loop", condition: "muddy" } });
    await assert.rejects(report(), UnauthorizedError);
    const refused = (await decisions(stand)).findLast(({ decision }) => decision === "deny");
    assert.equal(refused?.reason, "insufficient-scope");
    assert.match(user.sentTo.at(-1)?.searchParams.get("scope") ?? "", /trails\.write/);
    await transport.finishAuth(await user.code());
    assert.ok(user.scopes.includes("trails.write"), user.scopes.join(" "));
    assert.match(textOf(await report()), /Recorded for lake-loop: muddy/);
  });

  it("is refused by Entra where it names the gateway as resource and the gateway has no domain of its own", async () => {
    const server = serverOf(stand, "trails");
    const program = new Program(server.clients[0] ?? "");
    await assert.rejects(newClient().connect(transportTo(server.url, program)), UnauthorizedError);
    assert.equal(program.sentTo[0]?.searchParams.get("resource"), server.url);
    assert.match((await program.signIn()).get("error_description") ?? "", /AADSTS9010010/);
  });
});
