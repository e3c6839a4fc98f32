/** Speaking MCP by hand: what goes over the wire is what the tests are about. */
import { createParser } from "eventsource-parser";

export interface Message {
  readonly jsonrpc: "2.0";
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Answer {
  readonly status: number;
  readonly session: string | undefined;
  /** Of a body of JSON, or of every event of a stream. */
  readonly messages: readonly Message[];
}

const STATELESS = "2026-07-28";

/** One message to a server, as a client of the session era sends it. */
export async function send(
  url: string,
  message: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: JSON.stringify(message),
  });
  return {
    status: response.status,
    session: response.headers.get("mcp-session-id") ?? undefined,
    messages: messagesOf(response.headers.get("content-type") ?? "", await response.text()),
  };
}

function messagesOf(contentType: string, text: string): readonly Message[] {
  if (contentType.startsWith("application/json") && text !== "") {
    return [JSON.parse(text) as Message];
  }
  const messages: Message[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data !== "") {
        messages.push(JSON.parse(data) as Message);
      }
    },
  });
  parser.feed(text);
  return messages;
}

/** A request of the session era. */
export function request(method: string, params: object = {}, id = 1): object {
  return { jsonrpc: "2.0", id, method, params };
}

/** @returns the session's id */
export async function initialized(url: string, protocol = "2025-11-25"): Promise<string> {
  const { session } = await send(url, initialize(protocol));
  return session ?? "";
}

export function initialize(protocol = "2025-11-25"): object {
  return request("initialize", {
    protocolVersion: protocol,
    capabilities: {},
    clientInfo: { name: "test", version: "1.0.0" },
  });
}

/** A request of the stateless era, with the headers that mirror it. */
export async function sendStateless(
  url: string,
  method: string,
  params: Record<string, unknown> = {},
): Promise<Answer> {
  const { name, uri } = params;
  const mirrored = [name, uri].find((value) => typeof value === "string");
  const meta = {
    "io.modelcontextprotocol/protocolVersion": STATELESS,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  return send(url, request(method, { ...params, _meta: { ...meta, ...(params._meta as object | undefined) } }), {
    "mcp-protocol-version": STATELESS,
    "mcp-method": method,
    ...(typeof mirrored === "string" ? { "mcp-name": mirrored } : {}),
  });
}
