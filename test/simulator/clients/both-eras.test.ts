import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";
import type { Stand } from "../../../simulator/stand";
import { Program, ProgramWithoutResource } from "./signing-in";
import { decisions, reached, serverOf, standOf } from "./stands";

/** @modelcontextprotocol/client: the client of both eras; it asks the server which it speaks. */
describe("the client of @modelcontextprotocol/client", function () {
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

  const newClient = () => new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });

  async function connected(name: string) {
    const server = serverOf(stand, name);
    const user = new ProgramWithoutResource(server.clients[0] ?? "");
    const first = transportTo(server.url, user);
    await assert.rejects(newClient().connect(first), UnauthorizedError);
    await first.finishAuth(await user.signIn());
    const client = newClient();
    const transport = transportTo(server.url, user);
    await client.connect(transport);
    return { client, transport, user, server };
  }

  const textOf = (result: { content?: unknown }) => JSON.stringify(result.content);

  it("finds its way from the 401 to a server of the stateless era", async () => {
    const { client, transport, user, server } = await connected("ledger");
    assert.equal(client.getNegotiatedProtocolVersion(), "2026-07-28");
    assert.equal(transport.sessionId, undefined);
    assert.deepEqual(user.scopes, [server.baseScope]);
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ["get_expense", "list_expenses", "submit_expense"]);
    assert.match(textOf(await client.callTool({ name: "list_expenses", arguments: {} })), /2026-0001/);
  });

  it("falls back to a session where that is all that the server speaks", async () => {
    const { client, transport } = await connected("trails");
    assert.equal(client.getNegotiatedProtocolVersion(), "2025-11-25");
    assert.match(transport.sessionId ?? "", /^v1\./);
    assert.match(textOf(await client.callTool({ name: "find_trails", arguments: {} })), /lake-loop/);
  });

  it("steps up to the scope of a destructive tool, once the user has agreed", async () => {
    const { client, transport, user } = await connected("ledger");
    const submit = () =>
      client.callTool({
        name: "submit_expense",
        arguments: { purpose: "Taxi", lines: [{ text: "Taxi", cents: 2300 }] },
      });
    await assert.rejects(submit(), UnauthorizedError);
    const refused = (await decisions(stand)).findLast(({ decision }) => decision === "deny");
    assert.equal(refused?.reason, "insufficient-scope");
    assert.doesNotMatch((await reached(stand, "ledger")).join("\n"), /submit_expense/);
    await transport.finishAuth(await user.signIn());
    assert.match(textOf(await submit()), /Submitted: Taxi/);
  });

  it("receives a stream's progress as it comes, and cancels it", async () => {
    const { client } = await connected("forecast");
    const controller = new AbortController();
    const times: number[] = [];
    await assert.rejects(
      client.callTool(
        { name: "watch_weather", arguments: { place: "Kiruna", seconds: 20 } },
        {
          signal: controller.signal,
          onprogress: () => {
            times.push(performance.now());
            if (times.length === 3) {
              controller.abort("enough");
            }
          },
        },
      ),
    );
    assert.ok((times[2] ?? 0) - (times[0] ?? 0) > 1500, `progress came at once: ${times.join(", ")}`);
    assert.equal((await client.listTools()).tools.length, 2);
  });

  it("is refused by Entra where it names the gateway as resource and the gateway has no domain of its own", async () => {
    const server = serverOf(stand, "ledger");
    const program = new Program(server.clients[0] ?? "");
    await assert.rejects(newClient().connect(transportTo(server.url, program)), UnauthorizedError);
    assert.match((await program.signIn()).get("error_description") ?? "", /AADSTS9010010/);
  });
});
