/** The real documents of a server, a catch-all and its metadata, rendered from settings, between parties that the test plays. */
import "../root-directory";
import assert from "node:assert/strict";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { plannedApis, serverApiNames } from "../../../infra/gateway/apis";
import { globalPolicyValues } from "../../../infra/gateway/global-policy";
import { policyDocument } from "../../../infra/gateway/policy-text";
import {
  metadataDocument,
  reasonTable,
  serverPolicyValues,
  type ServerPolicyArgs,
} from "../../../infra/gateway/server-policy";
import type { ServerSettings, Settings } from "../../../infra/settings/types";
import type { JsonObject } from "../../../locks";
import type { PlanResource } from "../../../plan/format";
import { openGateway, type Gateway } from "../../../simulator/gateway";
import { serverWith, settingsWith } from "../../infra/settings.fixture";
import {
  backend,
  clock,
  closeAll,
  closeExpressionHost,
  expressionHost,
  planned,
  type Backend,
} from "../../simulator/gateway/fixture";

export { clock };

export const TENANT = "11111111-1111-4111-8111-111111111111";
export const CLIENT = "aebc6443-996d-45c2-90f0-388ff96faa56";
export const USER = "99999999-9999-4999-8999-999999999999";
export const AUDIENCE = "33333333-aaaa-4aaa-8aaa-333333333333";
const GATEWAY_HOST = "apim-test.azure-api.net";
const SAFETY = "https://safety-test.cognitiveservices.azure.com";
const VAULT = "https://vault-test.vault.azure.net";
const LOGIN = "https://login.microsoftonline.com";

/** The session era's server of most tests: two scopes, one of everything. */
export const trails = serverWith({
  origins: ["https://vscode.dev"],
  scopes: [
    {
      name: "trails.read",
      description: "Read trails",
      elevated: false,
      tools: ["find_trails"],
      prompts: ["plan_hike"],
      resources: ["trails://about", "trails://guides/{name}"],
      methods: [],
    },
    {
      name: "trails.write",
      description: "Report",
      elevated: false,
      tools: ["report_condition"],
      prompts: ["write_report"],
      resources: ["trails://drafts/{year}/{name}"],
      methods: ["logging/setLevel"],
    },
  ],
});

export interface Setting {
  /** Default {@link trails}. */
  readonly server?: ServerSettings;
  readonly settings?: Partial<Settings>;
  /** What each party answers. Defaults: a server that echoes nothing, no attack found, two versions of the key, a token. */
  readonly answers?: RequestListener;
  readonly shield?: RequestListener;
  readonly vault?: RequestListener;
  readonly tokenEndpoint?: RequestListener;
  readonly identityToken?: (clientId: string, resource: string) => Promise<string>;
  readonly exchangeScope?: string;
  /** Takes a control away: changes the server's document. */
  readonly weaken?: (document: string) => string;
}

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Inbound {
  readonly gateway: Gateway;
  readonly origin: string;
  /** `http://127.0.0.1:<port>/<server>/mcp` */
  readonly url: string;
  readonly server: Backend;
  readonly shield: Backend;
  readonly vault: Backend;
  readonly login: Backend;
  readonly identityRequests: readonly string[];
  /** A token as Entra gives it, with some claims changed; null leaves one out. */
  token(claims?: Readonly<Record<string, unknown>>, protectedHeader?: JsonObject): Promise<string>;
  /** Sends a message with a good token and the headers that the era wants; `init.headers` with null take one away. */
  send(message: unknown, init?: SendInit): Promise<Sent>;
  /** Initializes and gives the session's id. */
  session(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Audit records so far. */
  audits(): readonly JsonObject[];
}

export interface SendInit {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The body as it is, in place of the message's JSON. */
  readonly raw?: string | Uint8Array | ReadableStream;
}

/** Opens a gateway that serves one server. */
export async function openInbound(setting: Setting = {}): Promise<Inbound> {
  const server = setting.server ?? trails;
  const settings = settingsWith({ ...setting.settings, servers: [server] });
  const keys = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const login = await backend((req, res) => {
    const { url = "" } = req;
    if (url.endsWith("/.well-known/openid-configuration")) {
      respond(res, {
        issuer: `${LOGIN}/${TENANT}/v2.0`,
        jwks_uri: `${login.origin}/keys`,
        token_endpoint: `${login.origin}/token`,
      });
    } else if (url === "/keys") {
      respond(res, { keys: [jwk] });
    } else {
      (
        setting.tokenEndpoint ??
        ((_, answer) => {
          respond(answer, { access_token: "exchanged", expires_in: 3600 });
        })
      )(req, res);
    }
  });
  const shield = await backend(
    setting.shield ??
      ((_, res) => {
        respond(res, verdict(/override the instructions/i.test(shield.received.at(-1)?.body ?? "")));
      }),
  );
  const vault = await backend(
    setting.vault ??
      ((req, res) => {
        vaultAnswer(vault.origin, req.url ?? "", res);
      }),
  );
  const own = await backend(
    setting.answers ??
      ((_, res) => {
        defaultAnswer(own.received.at(-1)?.body ?? "", res);
      }),
  );
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const substituted = (text: string): string =>
    text
      .replaceAll(`https://${GATEWAY_HOST}`, origin)
      .replaceAll(GATEWAY_HOST, `127.0.0.1:${String(port)}`)
      .replaceAll(SAFETY, shield.origin)
      .replaceAll(VAULT, vault.origin)
      .replaceAll(LOGIN, login.origin);
  const args: ServerPolicyArgs = {
    server,
    identity: {
      application: { uri: `api://${TENANT}/bulwark-dev-${server.name}` },
      exchangeScope: setting.exchangeScope,
    },
    platform: {
      context: { settings, size: { callsPerMinute: 120 }, names: { gateway: "apim-test" } },
      gateway: { baseUrl: `https://${GATEWAY_HOST}`, contentSafetyEndpoint: SAFETY, vaultUri: VAULT },
    },
  };
  const names = serverApiNames(server);
  const document = (text: string): JsonObject => ({ format: "xml", policyId: "policy", value: substituted(text) });
  const api = (apiId: string, path: string, verbs: readonly string[], urlTemplate: string): PlanResource[] => [
    planned("Api", apiId, { apiId, displayName: apiId, path, subscriptionRequired: false }),
    ...verbs.map((verb) =>
      planned("ApiOperation", `${apiId}-${verb}`, {
        apiId,
        operationId: verb.toLowerCase(),
        method: verb,
        urlTemplate,
        displayName: verb,
      }),
    ),
  ];
  const identityRequests: string[] = [];
  const traces: { source: string; message: string }[] = [];
  const gateway = await openGateway({
    plan: {
      version: 3,
      deployment: {
        manifest: {},
        resources: [
          planned("ApiManagementService", "service", {}),
          planned("Diagnostic", "diagnostic", { diagnosticId: "applicationinsights", verbosity: "information" }),
          planned("NamedValue", "client", {
            namedValueId: "gateway-client-id",
            displayName: "gateway-client-id",
            value: "gateway-client",
          }),
          planned("NamedValue", "audience", {
            namedValueId: `${server.name}-audience`,
            displayName: `${server.name}-audience`,
            value: AUDIENCE,
          }),
          planned("Backend", server.name, { backendId: server.name, url: own.origin }),
          planned("Policy", "global", document(policyDocument("global.xml", globalPolicyValues(settings)))),
          ...api(names.apiId, names.path, ["POST", "GET", "DELETE"], "/"),
          planned("ApiPolicy", names.apiId, {
            apiId: names.apiId,
            ...document(
              (setting.weaken ?? ((text: string) => text))(policyDocument("server.xml", serverPolicyValues(args))),
            ),
          }),
          ...api("catch-all", "", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"], "/*"),
          planned("ApiPolicy", "catch-all", {
            apiId: "catch-all",
            ...document(policyDocument("catch-all.xml", { reasons: reasonTable() })),
          }),
          ...names.metadata.flatMap((place) => [
            ...api(place.apiId, place.path, ["GET"], "/"),
            planned("ApiOperationPolicy", place.apiId, {
              apiId: place.apiId,
              operationId: "get",
              ...document(
                policyDocument("metadata.xml", {
                  server: server.name,
                  document: metadataDocument(args),
                  reasons: reasonTable(),
                }),
              ),
            }),
          ]),
          ...api("rogue", "rogue", ["POST"], "/"),
        ],
      },
    },
    expressions: await expressionHost(),
    clock,
    log: (record) => traces.push(record),
    entra: {
      metadata: login.origin,
      tokenEndpointForIdentities: (clientId, resource) => {
        identityRequests.push(`${clientId} ${resource}`);
        return setting.identityToken?.(clientId, resource) ?? Promise.resolve(`token-for-${resource}`);
      },
    },
  });
  if (!plannedApis(settings).includes(names.apiId)) throw new Error("the settings plan no API for the server");
  const listening = await gateway.listen(port);
  running.push(listening);

  const token: Inbound["token"] = (claims = {}, protectedHeader = {}) => {
    const now = Math.floor(clock.now() / 1000);
    const all: Record<string, unknown> = {
      aud: AUDIENCE,
      iss: `${LOGIN}/${TENANT}/v2.0`,
      tid: TENANT,
      oid: USER,
      sub: "pairwise",
      azp: CLIENT,
      ver: "2.0",
      scp: server.scopes.map((scope) => scope.name).join(" "),
      nbf: now,
      exp: now + 3600,
      iat: now,
      ...claims,
    };
    const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as JWTPayload;
    return new SignJWT(payload)
      .setProtectedHeader({ alg: "RS256", kid: "k1", typ: "JWT", ...protectedHeader })
      .sign(keys.privateKey);
  };
  const url = `${origin}/${names.path}`;
  const isStateless = server.protocols.includes("2026-07-28");
  const send: Inbound["send"] = async (message, init = {}) => {
    const headers: Record<string, string | null> = {
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      Authorization: `Bearer ${await token(init.claims)}`,
      "MCP-Protocol-Version": server.protocols[0],
      ...(isStateless ? mirrored(message) : {}),
      ...init.headers,
    };
    const body = init.raw ?? (message === undefined ? undefined : JSON.stringify(message));
    const response = await fetch(init.path === undefined ? url : `${origin}${init.path}`, {
      method: init.method ?? "POST",
      headers: Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      ...(body === undefined ? {} : { body, duplex: "half" }),
      redirect: "manual",
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    gateway,
    origin,
    url,
    server: own,
    shield,
    vault,
    login,
    identityRequests,
    token,
    send,
    session: async (claims) => {
      const answer = await send(initialize(), {
        ...(claims === undefined ? {} : { claims }),
        headers: { "MCP-Protocol-Version": null },
      });
      return answer.headers.get("mcp-session-id") ?? "";
    },
    audits: () =>
      traces
        .filter((trace) => trace.source === "bulwark-audit")
        .map((trace) => JSON.parse(trace.message) as JsonObject),
  };
}

const running: { close(): Promise<void> }[] = [];

/** To be called after each test beside `closeAll`. */
export async function closeInbound(): Promise<void> {
  for (const each of running.splice(0)) await each.close();
}

export const initialize = (capabilities: JsonObject = {}): JsonObject => ({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "a client", version: "1" } },
});

/** A request of the session era. */
export const request = (method: string, params?: JsonObject): JsonObject => ({
  jsonrpc: "2.0",
  id: 7,
  method,
  ...(params === undefined ? {} : { params }),
});

export const call = (name = "find_trails", args: JsonObject = { query: "lakes" }): JsonObject =>
  request("tools/call", { name, arguments: args });

/** A request of the stateless era. */
export const stateless = (method: string, params: JsonObject = {}): JsonObject =>
  request(method, {
    ...params,
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  });

/** What Content Safety answers. */
export const verdict = (attackDetected: boolean): JsonObject => ({
  userPromptAnalysis: { attackDetected },
  documentsAnalysis: [{ attackDetected }],
});

export function respond(
  res: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { "Content-Type": "application/json", ...headers });
  res.end(JSON.stringify(body));
}

/** The error of an answer. */
export function errorOf(answer: Sent): {
  readonly id: unknown;
  readonly code: number;
  readonly message: string;
  readonly data: JsonObject;
} {
  const body = JSON.parse(answer.text) as { id: unknown; error: { code: number; message: string; data: JsonObject } };
  return { id: body.id, ...body.error };
}

export const CURRENT_KEY = { version: "c".repeat(32), key: Buffer.alloc(32, 1).toString("base64") };
export const PREVIOUS_KEY = { version: "b".repeat(32), key: Buffer.alloc(32, 2).toString("base64") };

function vaultAnswer(origin: string, url: string, res: ServerResponse): void {
  const created = Math.floor(clock.now() / 1000) - 600;
  const { pathname } = new URL(url, origin);
  const secret = (key: typeof CURRENT_KEY, age: number): JsonObject => ({
    value: key.key,
    id: `${origin}/secrets/session-key/${key.version}`,
    attributes: { enabled: true, created: created - age },
  });
  if (pathname === "/secrets/session-key") respond(res, secret(CURRENT_KEY, 0));
  else if (pathname === "/secrets/session-key/versions")
    respond(res, {
      value: [secret(PREVIOUS_KEY, 86_400), secret(CURRENT_KEY, 0)].map(({ id, attributes }) => ({
        id,
        attributes,
      })),
      nextLink: null,
    });
  else if (pathname === `/secrets/session-key/${PREVIOUS_KEY.version}`) respond(res, secret(PREVIOUS_KEY, 86_400));
  else respond(res, { error: { code: "SecretNotFound" } }, 404);
}

function defaultAnswer(body: string, res: ServerResponse): void {
  const message = (body === "" ? {} : JSON.parse(body)) as { id?: unknown; method?: string };
  if (message.id === undefined || message.method === undefined) {
    res.writeHead(body === "" ? 200 : 202).end();
    return;
  }
  const isInitialize = message.method === "initialize";
  respond(
    res,
    {
      jsonrpc: "2.0",
      id: message.id,
      result: isInitialize
        ? { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "server", version: "1" } }
        : { content: [] },
    },
    200,
    isInitialize ? { "Mcp-Session-Id": "own-session-of-the-server" } : {},
  );
}

function mirrored(message: unknown): Record<string, string> {
  const { method, params } = (message ?? {}) as { method?: string; params?: { name?: string; uri?: string } };
  const name =
    method === "resources/read"
      ? params?.uri
      : method === "tools/call" || method === "prompts/get"
        ? params?.name
        : undefined;
  return {
    ...(method === undefined ? {} : { "Mcp-Method": method }),
    ...(name === undefined ? {} : { "Mcp-Name": name }),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, "127.0.0.1", resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    probe.close(() => {
      resolve();
    });
  });
  return port;
}

/** What a refusal must be like. */
export interface Refusal {
  readonly status: number;
  /** Of the audit record. */
  readonly reason: string;
  readonly control: string;
  /** JSON-RPC code; without it the answer has no body. */
  readonly code?: number;
  /** Reason on the wire, where it is another. */
  readonly wire?: string;
}

/** One try: answer, audit records and requests at the server, counted from before it. */
export async function refuses(gateway: Inbound, expected: Refusal, attempt: () => Promise<Sent>): Promise<Sent> {
  const audited = gateway.audits().length;
  const reached = gateway.server.received.length;
  const answer = await attempt();
  const records = gateway.audits().slice(audited);
  assert.deepEqual(
    records.map(({ decision, reason, control, status }) => ({ decision, reason, control, status })),
    [{ decision: "deny", reason: expected.reason, control: expected.control, status: expected.status }],
    answer.text,
  );
  assert.equal(answer.status, expected.status);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(gateway.server.received.length, reached, "the server was reached");
  if (expected.code === undefined) {
    assert.equal(answer.text, "");
  } else {
    const error = errorOf(answer);
    assert.equal(error.code, expected.code);
    assert.equal(error.data.reason, expected.wire ?? expected.reason);
    assert.equal(error.data.correlationId, records[0]?.correlationId);
  }
  return answer;
}

/** The good call that a test's attempt differs from in one thing: it must pass. */
export async function passes(gateway: Inbound, attempt: () => Promise<Sent>): Promise<Sent> {
  const audited = gateway.audits().length;
  const reached = gateway.server.received.length;
  const answer = await attempt();
  assert.deepEqual(
    gateway
      .audits()
      .slice(audited)
      .map(({ decision, reason }) => ({ decision, reason })),
    [{ decision: "allow", reason: "allowed" }],
    answer.text,
  );
  assert.equal(gateway.server.received.length, reached + 1);
  return answer;
}

/** Tests against gateways that each of them opens; what they opened is closed. */
export function describeInbound(title: string, tests: () => void): void {
  describe(title, () => {
    tests();
    afterEach(async () => {
      await closeInbound();
      await closeAll();
    });
    after(closeExpressionHost);
  });
}

/** The stateless era's server of the tests. */
export const ledger: ServerSettings = {
  ...trails,
  protocols: ["2026-07-28"],
  sessions: false,
};
