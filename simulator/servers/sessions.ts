import { randomUUID } from "node:crypto";
import { WebStandardStreamableHTTPServerTransport, type McpServer } from "@modelcontextprotocol/server";
import { EventLog } from "./event-log";

/** Milliseconds after which a client whose stream was closed may come back. It is a test that waits. */
const RETRY_MS = 500;

export interface SessionOptions {
  /** A fresh server for a fresh session. */
  readonly open: () => McpServer;
  readonly resumable: boolean;
}

/** The sessions of one server of the session era: `Mcp-Session-Id` is minted at `initialize`, and DELETE ends it. */
export class Sessions {
  private readonly transports = new Map<string, WebStandardStreamableHTTPServerTransport>();

  constructor(private readonly options: SessionOptions) {}

  async fetch(request: Request): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id === null) {
      // The SDK's transport refuses by itself what is not `initialize`.
      return (await this.fresh()).handleRequest(request);
    }
    return this.transports.get(id)?.handleRequest(request) ?? unknownSession();
  }

  /** Ends every session and every stream in it. */
  async close(): Promise<void> {
    const open = [...this.transports.values()];
    this.transports.clear();
    await Promise.all(open.map((transport) => transport.close()));
  }

  private async fresh(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        this.transports.set(id, transport);
      },
      onsessionclosed: (id) => {
        this.transports.delete(id);
      },
      ...(this.options.resumable ? { eventStore: new EventLog(), retryInterval: RETRY_MS } : {}),
    });
    await this.options.open().connect(transport);
    return transport;
  }
}

/** MCP specification 2025-11-25, "Session Management": 404 tells the client to start anew. */
function unknownSession(): Response {
  return Response.json(
    { jsonrpc: "2.0", error: { code: -32001, message: "Session not found" }, id: null },
    { status: 404 },
  );
}
