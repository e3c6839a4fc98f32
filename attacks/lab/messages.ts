/** Ordinary requests of both eras: what an attack starts from, and changes one thing of. */
import type { LabServer } from "./lab";
import type { RawRequest } from "./wire";

/** The first revision without sessions. */
export const STATELESS_ERA = "2026-07-28";

/** Keys of `_meta` in the stateless era. Source: Model Context Protocol 2026-07-28, "Base protocol". */
const VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
const CLIENT_KEY = "io.modelcontextprotocol/clientInfo";

export interface MessageOptions {
  readonly token?: string;
  readonly session?: string | undefined;
  /** Default 1. */
  readonly id?: number | string;
  /** Headers to add, replace (same name in any case) or, with undefined, leave out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** True where the server speaks the stateless revision. */
export function isStateless(server: LabServer): boolean {
  return server.protocols.includes(STATELESS_ERA);
}

/** Newest revision that the server speaks. */
export function protocolOf(server: LabServer): string {
  return [...server.protocols].sort().at(-1) ?? "";
}

/** One JSON-RPC request to a server, as an ordinary client of its era sends it. */
export function rpcRequest(
  server: LabServer,
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
  options: MessageOptions = {},
): RawRequest {
  return rawRequest(
    server,
    rpcMessage(server, method, params, options.id ?? 1),
    options,
    namesOf(server, method, params),
  );
}

/** One notification. */
export function notification(
  server: LabServer,
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
  options: MessageOptions = {},
): RawRequest {
  return rawRequest(server, rpcMessage(server, method, params, undefined), options, namesOf(server, method, params));
}

/** `tools/call`. */
export function callTool(
  server: LabServer,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  options: MessageOptions = {},
): RawRequest {
  return rpcRequest(server, "tools/call", { name: tool, arguments: args }, options);
}

/** Any body, text or bytes, with an ordinary client's headers. */
export function rawRequest(
  server: LabServer,
  body: Readonly<Record<string, unknown>> | string | Buffer,
  options: MessageOptions = {},
  more: Readonly<Record<string, string>> = {},
): RawRequest {
  const url = new URL(server.url);
  const usual: Record<string, string | undefined> = {
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    "MCP-Protocol-Version": protocolOf(server),
    ...more,
    ...(options.token === undefined ? {} : { Authorization: `Bearer ${options.token}` }),
    ...(options.session === undefined ? {} : { "Mcp-Session-Id": options.session }),
  };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    for (const known of Object.keys(usual)) if (known.toLowerCase() === name.toLowerCase()) usual[known] = undefined;
    usual[name] = value;
  }
  return {
    method: "POST",
    origin: url.origin,
    path: url.pathname,
    headers: Object.entries(usual).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  };
}

/** The message by itself; `id` undefined makes a notification. */
export function rpcMessage(
  server: LabServer,
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
  id: number | string | undefined,
): Readonly<Record<string, unknown>> {
  const isBare = !isStateless(server);
  const whole = isBare
    ? params
    : { ...params, _meta: { ...statelessMeta(), ...(params?._meta as object | undefined) } };
  return {
    jsonrpc: "2.0",
    ...(id === undefined ? {} : { id }),
    method,
    ...(whole === undefined ? {} : { params: whole }),
  };
}

/** `_meta` that every request of the stateless era carries. */
export function statelessMeta(): Readonly<Record<string, unknown>> {
  return {
    [VERSION_KEY]: STATELESS_ERA,
    [CAPABILITIES_KEY]: {},
    [CLIENT_KEY]: { name: "bulwark-attacks", version: "1.0.0" },
  };
}

/** `initialize`, as an ordinary client of the session era sends it. */
export function initializeRequest(server: LabServer, token: string): RawRequest {
  return rpcRequest(
    server,
    "initialize",
    {
      protocolVersion: protocolOf(server),
      capabilities: {},
      clientInfo: { name: "bulwark-attacks", version: "1.0.0" },
    },
    { token, headers: { "MCP-Protocol-Version": undefined } },
  );
}

/** What a client of the session era says once it has its session. */
export function initializedNotification(server: LabServer, token: string, session: string): RawRequest {
  return notification(server, "notifications/initialized", undefined, { token, session });
}

/** Headers that mirror the body in the stateless era. */
function namesOf(
  server: LabServer,
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  if (!isStateless(server)) return {};
  const name = ["tools/call", "prompts/get"].includes(method)
    ? params?.name
    : method === "resources/read"
      ? params?.uri
      : undefined;
  return { "Mcp-Method": method, ...(typeof name === "string" ? { "Mcp-Name": headerValue(name) } : {}) };
}

/** A value as a header carries it: what is not plain ASCII as `=?base64?...?=`. Source: MCP 2026-07-28, "Transports". */
export function headerValue(value: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !/^=\?base64\?.*\?=$/.test(value);
  return isPlain ? value : `=?base64?${Buffer.from(value).toString("base64")}?=`;
}
