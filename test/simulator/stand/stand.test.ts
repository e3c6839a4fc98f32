import assert from "node:assert/strict";
import path from "node:path";
import { EstateRefusal, GatewayRefusal, NoSurface, startStand, type Stand } from "../../../simulator/stand";
import { approved, resource, SERVICE, serverPolicy, smallPlan, TENANT } from "../planned/small-plan";
import { initialize, request, send } from "../servers/mcp";
import { servedPlan } from "./served-plan";

const ROOT = path.resolve(__dirname, "../../..");

describe("a stand", function () {
  let stand: Stand;
  let server: Stand["info"]["servers"][number];

  before(async () => {
    stand = await startStand({ plan: servedPlan(), root: ROOT });
    const [first] = stand.info.servers;
    assert.ok(first !== undefined);
    server = first;
  });
  beforeEach(() => stand.reset());
  after(() => stand.close());

  async function control(method: string, to: string, body?: unknown): Promise<{ status: number; body: never }> {
    const response = await fetch(`${stand.info.control}${to}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as never };
  }

  async function token(options: object = {}): Promise<string> {
    const { body } = await control("POST", "/token", options);
    return (body as { access_token: string }).access_token;
  }

  async function authorized(options: object = {}): Promise<{ authorization: string }> {
    return { authorization: `Bearer ${await token(options)}` };
  }

  const initializeAt = async (url: string, headers: Record<string, string> = {}) => send(url, initialize(), headers);

  it("says where everything is, with what a client must know", () => {
    const { gateway, control: port, servers } = stand.info;
    assert.match(gateway, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(port, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(Object.keys(servers[0] ?? {}).sort(), [
      ...["audience", "backend", "baseScope", "clients", "identity", "name", "origins", "protocols", "results"],
      ...["scopes", "sessions", "tenant", "tools", "url"],
    ]);
    assert.equal(server.url, `${gateway}/trails/mcp`);
    assert.equal(server.tenant, TENANT);
  });

  it("lets a token's holder through the planned gateway to the sample server", async () => {
    const { status, session } = await initializeAt(server.url, await authorized());
    assert.equal(status, 200);
    assert.ok(session !== undefined);
  });

  it("refuses at the gateway what the planned policy refuses", async () => {
    assert.equal((await initializeAt(server.url)).status, 401);
    assert.equal((await initializeAt(server.url, await authorized({ aud: "api://other" }))).status, 401);
  });

  it("refuses a client's token at the container's own door", async () => {
    assert.equal((await initializeAt(server.backend)).status, 401);
    assert.equal((await initializeAt(server.backend, await authorized())).status, 403);
  });

  it("shows what reached the server, with the gateway's token in place of the client's", async () => {
    const headers = await authorized();
    await initializeAt(server.url, headers);
    const { body } = await control("GET", "/servers/trails/requests");
    const [reached] = body as readonly {
      method: string;
      path: string;
      headers: Record<string, string>;
      body: string;
    }[];
    assert.equal(reached?.method, "POST");
    assert.equal(reached.path, "/mcp");
    assert.deepEqual(JSON.parse(reached.body), initialize());
    assert.notEqual(reached.headers.authorization, headers.authorization);
    assert.match(reached.headers.authorization ?? "", /^Bearer /);
    await control("DELETE", "/servers/trails/requests");
    assert.deepEqual((await control("GET", "/servers/trails/requests")).body, []);
  });

  it("keeps what the gateway traced until it is told to forget it", async () => {
    const oid = "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a01";
    await initializeAt(server.url, await authorized({ oid }));
    assert.deepEqual((await control("GET", "/logs")).body, [{ decision: "allow", user: oid, source: "bulwark-audit" }]);
    await control("DELETE", "/logs");
    assert.deepEqual((await control("GET", "/logs")).body, []);
  });

  it("changes what the server lists, says and answers", async () => {
    await control("PATCH", "/servers/trails/tools", {
      set: { find_trails: { description: "Pulled" } },
      remove: ["get_trail"],
    });
    await control("PUT", "/servers/trails/instructions", { text: "New instructions" });
    await control("PUT", "/servers/trails/answers/find_trails", {
      content: [{ type: "text", text: "Told to say so" }],
    });
    const headers = await authorized();
    const started = await initializeAt(server.url, headers);
    assert.equal(started.messages[0]?.result?.instructions, "New instructions");
    const inSession = { ...headers, "mcp-session-id": started.session ?? "" };
    const listed = await send(server.url, request("tools/list"), inSession);
    assert.match(JSON.stringify(listed.messages), /Pulled/);
    assert.doesNotMatch(JSON.stringify(listed.messages), /get_trail"/);
    const called = await send(server.url, request("tools/call", { name: "find_trails", arguments: {} }), inSession);
    assert.match(JSON.stringify(called.messages), /Told to say so/);
  });

  it("breaks a party and mends it", async () => {
    const headers = await authorized();
    await control("POST", "/fault", { target: "backend:trails", mode: "error" });
    assert.equal((await initializeAt(server.url, headers)).status, 500);
    await control("POST", "/fault", { target: "backend:trails", mode: "ok" });
    assert.equal((await initializeAt(server.url, headers)).status, 200);
  });

  it("moves the clock of the gateway and of Entra together", async () => {
    const old = await authorized();
    await control("POST", "/clock", { advanceSeconds: 7200 });
    assert.equal((await initializeAt(server.url, old)).status, 401);
    assert.equal((await initializeAt(server.url, await authorized())).status, 200);
  });

  it("has new keys when it is told to rotate them, and the gateway takes them up", async () => {
    assert.equal((await initializeAt(server.url, await authorized())).status, 200);
    await control("POST", "/rotate", { target: "entra" });
    assert.equal((await initializeAt(server.url, await authorized())).status, 200);
  });

  it("is as at the start after a reset, with the same ports and keys", async () => {
    const headers = await authorized();
    await control("PATCH", "/servers/trails/tools", { remove: ["get_trail"] });
    await control("POST", "/fault", { target: "content-safety", mode: "down" });
    await control("POST", "/clock", { advanceSeconds: 7200 });
    const started = await initializeAt(server.url, await authorized());
    await control("POST", "/reset");
    assert.deepEqual((await control("GET", "/logs")).body, []);
    assert.deepEqual((await control("GET", "/servers/trails/requests")).body, []);
    const inSession = { ...headers, "mcp-session-id": started.session ?? "" };
    assert.equal((await send(server.url, request("tools/list"), inSession)).status, 404);
    assert.equal((await initializeAt(server.url, headers)).status, 200);
  });

  describe("answers a wrong control call with one sentence that says what to send", () => {
    const wrong: readonly (readonly [method: string, to: string, body: unknown, status: number, says: RegExp])[] = [
      ["POST", "/token", { scope: "x" }, 400, /scope.*Write \{server/s],
      ["POST", "/token", { server: "nobody" }, 400, /nobody/],
      [
        "POST",
        "/fault",
        { target: "moon", mode: "down" },
        400,
        /no target moon\. Targets are content-safety, entra, vault, backend:trails/,
      ],
      ["POST", "/fault", { target: "entra", mode: "sulks" }, 400, /mode: .*Send \{/],
      ["POST", "/fault", undefined, 400, /Send \{"target"/],
      ["POST", "/clock", { advanceSeconds: -1 }, 400, /advanceSeconds/],
      ["POST", "/clock", "{", 400, /The body is not JSON/],
      ["PATCH", "/servers/nobody/tools", {}, 404, /no server nobody\. Servers are trails/],
      ["PATCH", "/servers/trails/tools", { remove: ["nothing"] }, 400, /nothing; listed are find_trails/],
      ["PATCH", "/servers/trails/tools", { delete: [] }, 400, /delete/],
      ["PUT", "/servers/trails/instructions", { text: 1 }, 400, /text: /],
      ["PUT", "/servers/trails/answers/find_trails", { content: "text" }, 400, /content: /],
      ["GET", "/nowhere", undefined, 404, /no GET \/nowhere/],
    ];
    for (const [method, to, body, status, says] of wrong) {
      it(`${method} ${to} ${body === undefined ? "" : JSON.stringify(body)}`, async () => {
        const answer = await control(method, to, body);
        assert.equal(answer.status, status, JSON.stringify(answer.body));
        assert.deepEqual(Object.keys(answer.body), ["error"]);
        assert.match((answer.body as { error: string }).error, says);
      });
    }
  });
});

describe("a stand that cannot be", () => {
  const policy = (value: string) =>
    resource("azure-native:apimanagement:ApiPolicy", "trails", { ...SERVICE, apiId: "trails", format: "xml", value });

  it("says what in the plan has no server", () =>
    assert.rejects(startStand({ plan: smallPlan(policy("<policies />")), root: ROOT }), EstateRefusal));

  it("says what API Management would refuse, with its line", () =>
    assert.rejects(
      startStand({ plan: servedPlan("<no-such-policy />"), root: ROOT }),
      (error) =>
        error instanceof GatewayRefusal && error.problems.some(({ line, problem }) => line > 0 && problem !== ""),
    ));

  it("says which server neither is a sample nor has a lock", () => {
    const other = serverPolicy(approved({ server: "../trails", metadata: "https://apim.azure-api.net/x" }));
    return assert.rejects(
      startStand({ plan: smallPlan(policy(other)), root: ROOT }),
      (error) => error instanceof NoSurface && error.message.includes("no sample's name"),
    );
  });

  it("leaves nothing running", async () => {
    const port = await freePort();
    await assert.rejects(startStand({ plan: servedPlan("<no-such-policy />"), root: ROOT, port }));
    const stand = await startStand({ plan: servedPlan(), root: ROOT, port });
    assert.equal(stand.info.gateway, `http://127.0.0.1:${port}`);
    await stand.close();
  });
});

async function freePort(): Promise<number> {
  const stand = await startStand({ plan: servedPlan(), root: ROOT });
  await stand.close();
  return Number(new URL(stand.info.gateway).port);
}
