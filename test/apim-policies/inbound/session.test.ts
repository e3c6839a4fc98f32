import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import {
  call,
  clock,
  CURRENT_KEY,
  describeInbound,
  initialize,
  openInbound,
  passes,
  PREVIOUS_KEY,
  refuses,
  request,
  respond,
  trails,
  USER,
  CLIENT,
  type Inbound,
} from "./fixture";

const UNKNOWN = { status: 404, reason: "session-unknown", control: "MCP07-7" };

function sealed(changes: Readonly<Record<string, unknown>> = {}, key: typeof CURRENT_KEY = CURRENT_KEY): string {
  const payload = {
    s: "trails",
    u: USER,
    c: CLIENT,
    e: Math.floor(clock.now() / 1000) + 60,
    i: Buffer.from("own").toString("base64url"),
    k: key.version,
    ...changes,
  };
  const signed = `v1.${Buffer.from(JSON.stringify(payload)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", Buffer.from(key.key, "base64")).update(signed).digest("base64url")}`;
}

const ping = (gateway: Inbound, session: string | null, claims = {}): ReturnType<Inbound["send"]> =>
  gateway.send(request("ping"), { headers: { "Mcp-Session-Id": session }, claims });

describeInbound("of sessions, the gateway", () => {
  it("hands the server its own id, and the client another", async () => {
    const gateway = await openInbound();
    const session = await gateway.session();
    assert.match(session, /^v1\./);
    await passes(gateway, () => ping(gateway, session));
    assert.equal(gateway.server.received.at(-1)?.headers["mcp-session-id"], "own-session-of-the-server");
  });

  it("refuses a request without an id, by every verb", async () => {
    const gateway = await openInbound();
    await refuses(gateway, { status: 400, reason: "session-missing", control: "MCP07-7" }, () => ping(gateway, null));
    await refuses(gateway, { status: 400, reason: "session-missing", control: "MCP07-7" }, () =>
      gateway.send(undefined, { method: "DELETE" }),
    );
  });

  it("refuses every change of an id", async () => {
    const gateway = await openInbound();
    const good = sealed();
    const [version = "", payload = "", seal = ""] = good.split(".");
    const other = sealed({ i: "b3RoZXI" }).split(".");
    const tampered = [
      "own-session-of-the-server",
      `v2.${payload}.${seal}`,
      `${version}.${payload}`,
      `${version}.${payload}.`,
      `${version}.${String(other[1])}.${seal}`,
      `${version}.${payload}.${String(other[2])}`,
      `${good}=`,
      `${good}A`,
      good.slice(0, -1),
      `${good}, ${good}`,
      good.replace("v1.", "v1.A"),
      `${version}.${payload}.${seal.slice(0, -1)}${seal.endsWith("A") ? "E" : "A"}`,
      `${version}.${payload}.${"A".repeat(43)}`,
      "v1..",
      "x".repeat(5000),
    ];
    for (const id of tampered) await refuses(gateway, UNKNOWN, () => ping(gateway, id));
    await passes(gateway, () => ping(gateway, good));
  });

  it("refuses the session of another user, client or server", async () => {
    const gateway = await openInbound();
    const expected = { status: 404, reason: "session-foreign", control: "MCP07-7" };
    for (const changes of [{ u: "88888888-8888-4888-8888-888888888888" }, { c: "somebody" }, { s: "ledger" }]) {
      await refuses(gateway, expected, () => ping(gateway, sealed(changes)));
    }
    await refuses(gateway, expected, () => ping(gateway, sealed(), { oid: "88888888-8888-4888-8888-888888888888" }));
  });

  it("refuses a session at the end of its life", async () => {
    const gateway = await openInbound();
    const now = Math.floor(clock.now() / 1000);
    await refuses(gateway, { status: 404, reason: "session-expired", control: "MCP07-7" }, () =>
      ping(gateway, sealed({ e: now })),
    );
    await passes(gateway, () => ping(gateway, sealed({ e: now + 1 })));
  });

  it("takes the previous key's ids while a session of its may live, and no other key's", async () => {
    const gateway = await openInbound();
    await passes(gateway, () => ping(gateway, sealed({}, PREVIOUS_KEY)));
    await refuses(gateway, UNKNOWN, () => ping(gateway, sealed({ k: PREVIOUS_KEY.version })));
    await refuses(gateway, UNKNOWN, () => ping(gateway, sealed({ k: "f".repeat(32) })));
    const later = await openInbound({
      vault: (req, res) => {
        const created = Math.floor(clock.now() / 1000) - 28_801;
        const of = (key: typeof CURRENT_KEY, age: number): object => ({
          value: key.key,
          id: `https://vault/secrets/session-key/${key.version}`,
          attributes: { enabled: true, created: created - age },
        });
        respond(
          res,
          req.url?.includes("versions") === true
            ? { value: [of(CURRENT_KEY, 0), of(PREVIOUS_KEY, 9)] }
            : req.url?.includes(PREVIOUS_KEY.version) === true
              ? of(PREVIOUS_KEY, 9)
              : of(CURRENT_KEY, 0),
        );
      },
    });
    await refuses(later, UNKNOWN, () => ping(later, sealed({}, PREVIOUS_KEY)));
  });

  it("reads the key once in five minutes, and for an unknown version afresh once a minute", async () => {
    const start = clock.ms;
    const gateway = await openInbound();
    for (let count = 0; count < 3; count += 1) await ping(gateway, sealed());
    const once = gateway.vault.received.length;
    assert.equal(once, 3);
    for (let count = 0; count < 3; count += 1) await ping(gateway, sealed({ k: "f".repeat(32) }));
    assert.equal(gateway.vault.received.length, once, "a read within the last minute counts");
    clock.ms += 61_000;
    for (let count = 0; count < 3; count += 1) await ping(gateway, sealed({ k: "f".repeat(32) }));
    assert.equal(gateway.vault.received.length, once * 2);
    clock.ms += 301_000;
    await ping(gateway, sealed());
    assert.equal(gateway.vault.received.length, once * 3);
    clock.ms = start;
  });

  it("refuses with 503 while the vault gives no key, initialize too, before the server is called", async () => {
    const expected = { status: 503, reason: "session-key-unavailable", control: "MCP07-7" };
    const faults: Parameters<typeof openInbound>[0][] = [
      {
        vault: (_, res) => {
          respond(res, { error: {} }, 500);
        },
      },
      { vault: (_, res) => res.writeHead(200).end('{"value":') },
      { vault: (req) => req.socket.destroy() },
      {
        vault: (_, res) => {
          respond(res, {
            value: "c2hvcnQ=",
            id: "https://v/secrets/session-key/1",
            attributes: { enabled: true, created: 1 },
          });
        },
      },
      {
        identityToken: (_, resource) =>
          resource.includes("vault") ? Promise.reject(new Error("no token")) : Promise.resolve("token"),
        vault: (req, res) => {
          respond(res, {}, req.headers.authorization === "Bearer " ? 401 : 401);
        },
      },
    ];
    for (const fault of faults) {
      const gateway = await openInbound(fault);
      await refuses(gateway, expected, () => gateway.send(initialize()));
      await refuses(gateway, expected, () => ping(gateway, sealed()));
    }
  });

  it("asks for no session where the server has none, and hands none on", async () => {
    const gateway = await openInbound({ server: { ...trails, sessions: false } });
    await passes(gateway, () => gateway.send(call(), { headers: { "Mcp-Session-Id": "anything" } }));
    assert.equal(gateway.server.received.at(-1)?.headers["mcp-session-id"], undefined);
  });

  it("ignores an id that initialize carries: nobody fixes a session for somebody else", async () => {
    const gateway = await openInbound();
    await passes(gateway, () => gateway.send(initialize(), { headers: { "Mcp-Session-Id": sealed() } }));
    assert.equal(gateway.server.received.at(-1)?.headers["mcp-session-id"], undefined);
  });

  it("hands DELETE on with the server's own id", async () => {
    const gateway = await openInbound();
    await passes(gateway, () =>
      gateway.send(undefined, { method: "DELETE", headers: { "Mcp-Session-Id": sealed(), "Content-Type": null } }),
    );
    assert.deepEqual(
      [gateway.server.received.at(-1)?.method, gateway.server.received.at(-1)?.headers["mcp-session-id"]],
      ["DELETE", "own"],
    );
  });
});
