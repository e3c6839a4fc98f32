import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as connect, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startDoor, type Door, type Entra } from "../../../simulator/parties";
import type { Estate, PlannedGate } from "../../../simulator/planned/estate";
import {
  BACKEND_ID,
  estateFor,
  GATEWAY,
  LEDGER_ID,
  StandingClock,
  startedEntra,
  STRANGER,
  TENANT,
  TRAILS_ID,
  TRAILS_URI,
} from "./fixture";

/** The estate with another gate before a server. */
function withGate(estate: Estate, name: string, change: Partial<PlannedGate> | undefined): Estate {
  return {
    ...estate,
    servers: estate.servers.map((server) => {
      if (server.name !== name || server.gate === undefined) return server;
      return { ...server, gate: change === undefined ? undefined : { ...server.gate, ...change } };
    }),
  };
}

describe("the door of a container app", () => {
  const clock = new StandingClock();
  let entra: Entra;
  let sample: Server;
  let target: string;
  let trails: Door;
  let ledger: Door;
  let estate: Estate;

  before(async () => {
    entra = await startedEntra(clock);
    estate = estateFor(entra.origin);
    sample = createServer((request, response) => {
      if (request.url === "/stream") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: first\n\n");
        setTimeout(() => response.end("data: second\n\n"), 300);
        return;
      }
      request.resume();
      response.writeHead(207, { "content-type": "text/plain", "x-own": ["one", "two"] });
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headersDistinct }));
    });
    sample.listen(0, "127.0.0.1");
    await once(sample, "listening");
    target = `http://127.0.0.1:${(sample.address() as AddressInfo).port}`;
    trails = await startDoor({ authority: entra, server: "trails", target });
    ledger = await startDoor({ authority: entra, server: "ledger", target });
  });
  beforeEach(() => {
    for (const door of [trails, ledger]) {
      door.reset();
      door.serve(estate);
    }
  });
  after(async () => {
    await trails.close();
    await ledger.close();
    sample.closeAllConnections();
    sample.close();
    await entra.close();
  });

  async function call(door: Door, token: string | undefined, init: RequestInit = {}, path = "/mcp"): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    return fetch(`${door.origin}${path}`, { ...init, headers });
  }
  const gateway = (): Promise<string> => entra.identityToken(GATEWAY.clientId, TRAILS_URI);
  const exchanged = (more: object = {}): Promise<string> =>
    entra.issueToken({ aud: BACKEND_ID, azp: LEDGER_ID, scp: "server.invoke", ...more });

  async function refuses(door: Door, token: string | undefined, status: number): Promise<void> {
    const response = await call(door, token, { method: "POST", body: "{}" });
    assert.equal(response.status, status);
    assert.deepEqual(door.requests(), [], "nothing reaches the server");
  }

  it("lets the gateway's identity in and records what reached the server", async () => {
    const response = await call(
      trails,
      await gateway(),
      { method: "POST", body: '{"a":"ä"}', headers: { "X-Some": "x" } },
      "/mcp?q=1",
    );
    assert.equal(response.status, 207);
    assert.equal(response.headers.get("x-own"), "one, two");
    const [recorded, ...others] = trails.requests();
    assert.deepEqual(others, []);
    assert.deepEqual([recorded?.method, recorded?.path, recorded?.body], ["POST", "/mcp?q=1", '{"a":"ä"}']);
    assert.equal(recorded?.headers["x-some"], "x");
    const seen = (await response.json()) as { method: string; url: string; headers: Record<string, string[]> };
    assert.deepEqual([seen.method, seen.url], ["POST", "/mcp?q=1"]);
    assert.deepEqual(seen.headers["x-some"], ["x"]);
    trails.forget();
    assert.deepEqual(trails.requests(), []);
  });

  it("records a repeated header as a list", async () => {
    const { port } = new URL(trails.origin);
    const outgoing = connect({
      host: "127.0.0.1",
      port,
      path: "/mcp",
      headers: { authorization: `Bearer ${await gateway()}`, "X-Twice": ["one", "two"] },
    });
    outgoing.end();
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    assert.deepEqual(trails.requests()[0]?.headers["x-twice"], ["one", "two"]);
  });

  it("challenges whoever shows no token", () => refuses(trails, undefined, 401));

  it("refuses a client's token for the server: it was issued to another principal", async () => {
    await refuses(trails, await entra.issueToken({ server: "trails" }), 403);
  });

  it("refuses a token that is forged, expired, foreign or for another audience", async () => {
    const app = { aud: TRAILS_ID, oid: GATEWAY.principalId } as const;
    assert.equal((await call(trails, await entra.issueToken(app))).status, 207);
    trails.forget();
    for (const change of [
      { alg: "none" },
      { alg: "HS256" },
      { kid: "unknown" },
      { exp: Math.floor(clock.now() / 1000) - 400 },
      { nbf: Math.floor(clock.now() / 1000) + 400 },
      { tid: "99999999-2222-4333-8444-555555555555" },
      { ver: "1.0" },
      { aud: LEDGER_ID },
      { aud: null },
      { exp: null },
    ] as const) {
      await refuses(trails, await entra.issueToken({ ...app, ...change }), 401);
    }
    await refuses(trails, "x", 401);
  });

  it("lets in only tokens that were issued to the application named", async () => {
    assert.equal((await call(ledger, await exchanged())).status, 207);
    ledger.forget();
    await refuses(ledger, await exchanged({ azp: TRAILS_ID }), 403);
    await refuses(ledger, await exchanged({ azp: null }), 403);
    await refuses(ledger, await entra.issueToken({ server: "ledger" }), 401);
  });

  it("restricts nothing by an empty list, as Azure", async () => {
    trails.serve(withGate(estate, "trails", { allowedPrincipals: [] }));
    assert.equal((await call(trails, await entra.issueToken({ server: "trails" }))).status, 207);
  });

  it("asks both lists where both are planned", async () => {
    trails.serve(withGate(estate, "trails", { allowedApplications: [GATEWAY.clientId] }));
    const app = { aud: TRAILS_ID, oid: GATEWAY.principalId } as const;
    await refuses(trails, await entra.issueToken({ ...app, azp: STRANGER.clientId }), 403);
    assert.equal((await call(trails, await gateway())).status, 207);
  });

  it("lets everything through where the gate is off or not planned", async () => {
    for (const change of [{ enabled: false }, undefined]) {
      trails.serve(withGate(estate, "trails", change));
      assert.equal((await call(trails, undefined)).status, 207);
      assert.equal((await call(trails, "x")).status, 207);
    }
  });

  it("does with whoever shows no token what is planned", async () => {
    trails.serve(withGate(estate, "trails", { unauthenticatedClientAction: "Return403" }));
    await refuses(trails, undefined, 403);
    trails.serve(withGate(estate, "trails", { unauthenticatedClientAction: "RedirectToLoginPage" }));
    const redirected = await call(trails, undefined, { redirect: "manual" });
    assert.equal(redirected.status, 302);
    assert.match(String(redirected.headers.get("location")), new RegExp(`/${TENANT}/oauth2/v2.0/authorize`));
    assert.deepEqual(trails.requests(), []);
    for (const unauthenticatedClientAction of ["AllowAnonymous", undefined]) {
      trails.serve(withGate(estate, "trails", { unauthenticatedClientAction }));
      assert.equal((await call(trails, undefined)).status, 207);
      trails.forget();
      await refuses(trails, "x", 401);
    }
  });

  it("lets nobody in where the gate names no issuer", async () => {
    trails.serve(withGate(estate, "trails", { openIdIssuer: undefined }));
    await refuses(trails, await gateway(), 401);
  });

  it("tells the app who signed in, in headers that no client can write", async () => {
    const forged = {
      "x-ms-client-principal": "forged",
      "X-MS-CLIENT-PRINCIPAL-ID": "forged",
      "x-ms-token-aad-access-token": "forged",
    };
    await call(trails, await gateway(), { headers: forged });
    const headers = trails.requests()[0]?.headers ?? {};
    assert.equal(headers["x-ms-client-principal-id"], GATEWAY.principalId);
    assert.equal(headers["x-ms-client-principal-idp"], "aad");
    assert.equal("x-ms-token-aad-access-token" in headers, false);
    const principal = JSON.parse(Buffer.from(String(headers["x-ms-client-principal"]), "base64").toString("utf8")) as {
      claims: { typ: string; val: string }[];
    };
    assert.ok(principal.claims.some(({ typ, val }) => typ === "oid" && val === GATEWAY.principalId));
    assert.equal(JSON.stringify(trails.requests()).includes("forged"), false);
  });

  it("streams what the server sends as it comes", async () => {
    const response = await call(trails, await gateway(), {}, "/stream");
    const times: [string, number][] = [];
    for await (const chunk of response.body ?? [])
      times.push([Buffer.from(chunk as Uint8Array).toString("utf8"), Date.now()]);
    assert.deepEqual(
      times.map(([text]) => text),
      ["data: first\n\n", "data: second\n\n"],
    );
    assert.ok((times[1]?.[1] ?? 0) - (times[0]?.[1] ?? 0) >= 200);
  });

  it("fails as asked, behind the gate", async () => {
    const token = await gateway();
    for (const [mode, status] of [
      ["error", 500],
      ["throttled", 429],
      ["malformed", 200],
    ] as const) {
      trails.fault(mode);
      const response = await call(trails, token, { method: "POST", body: "{}" });
      assert.equal(response.status, status);
      const text = await response.text();
      if (mode === "malformed") assert.throws(() => JSON.parse(text) as unknown);
      assert.equal(trails.requests()[0]?.body, "{}");
      trails.forget();
      await refuses(trails, undefined, 401);
    }
    trails.fault("down");
    await assert.rejects(call(trails, token), TypeError);
    trails.fault("slow");
    await assert.rejects(call(trails, token, { signal: AbortSignal.timeout(200) }), { name: "TimeoutError" });
    trails.reset();
    assert.equal((await call(trails, token)).status, 207);
  });

  it("answers 502 when the server is not there", async () => {
    const alone = await startDoor({ authority: entra, server: "trails", target: "http://127.0.0.1:9" });
    alone.serve(estate);
    assert.equal((await call(alone, await gateway())).status, 502);
    await alone.close();
  });

  it("is shut for a server that is not planned", async () => {
    const other = await startDoor({ authority: entra, server: "other", target });
    assert.equal((await call(other, undefined)).status, 503);
    other.serve(estate);
    assert.equal((await call(other, undefined)).status, 503);
    await other.close();
  });
});
