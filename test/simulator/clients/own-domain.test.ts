import assert from "node:assert/strict";
import * as both from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Stand } from "../../../simulator/stand";
import { Program } from "./signing-in";
import { serverOf, standOf } from "./stands";

/** Under a domain of its own each server's address is one of its application's, so Entra takes it as `resource`. */
describe("a gateway with a domain of its own", function () {
  this.timeout(120_000);
  let stand: Stand;

  before(async () => {
    stand = await standOf("prod");
  });
  beforeEach(() => stand.reset());
  after(() => stand.close());

  it("serves the client of @modelcontextprotocol/sdk as it is, resource and all", async () => {
    const { url, clients } = serverOf(stand, "trails");
    const program = new Program(clients[0] ?? "");
    const options = { authProvider: program };
    const first = new StreamableHTTPClientTransport(new URL(url), options);
    const client = new Client({ name: "test", version: "1.0.0" });
    await assert.rejects(client.connect(first), UnauthorizedError);
    assert.equal(program.sentTo[0]?.searchParams.get("resource"), url);
    await first.finishAuth(await program.code());
    const connected = new Client({ name: "test", version: "1.0.0" });
    await connected.connect(new StreamableHTTPClientTransport(new URL(url), options));
    assert.equal((await connected.listTools()).tools.length, 3);
    await connected.close();
  });

  it("serves the client of @modelcontextprotocol/client as it is, resource and all", async () => {
    const { url, clients } = serverOf(stand, "ledger");
    const program = new Program(clients[0] ?? "");
    const options = { authProvider: program };
    const create = () => new both.Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    const first = new both.StreamableHTTPClientTransport(new URL(url), options);
    await assert.rejects(create().connect(first), both.UnauthorizedError);
    assert.equal(program.sentTo[0]?.searchParams.get("resource"), url);
    await first.finishAuth(await program.signIn());
    const connected = create();
    await connected.connect(new both.StreamableHTTPClientTransport(new URL(url), options));
    assert.equal((await connected.listTools()).tools.length, 3);
    await connected.close();
  });
});
