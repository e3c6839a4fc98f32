import { createServer, type RequestListener, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { localhostHostValidation, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from "@modelcontextprotocol/server";
import { Behaviour } from "./behaviour";
import { sdkServer } from "./sdk-server";
import { Sessions } from "./sessions";
import type { Surface } from "./surface";

/** Where a sample server answers. */
export const SERVER_PATH = "/mcp";

/** The first revision without sessions. */
const STATELESS_ERA = "2026-07-28";

export interface SampleServerOptions {
  readonly surface: Surface;
  /** Revisions that it speaks. At least one. */
  readonly protocols: readonly string[];
  /** Whether it mints sessions in the session era. */
  readonly sessions: boolean;
}

/** One sample MCP server on a loopback port of its own. */
export class SampleServer {
  /** What it answers, changed in place by the control port. */
  readonly behaviour: Behaviour;
  private readonly http: HttpServer;
  private readonly sessions: Sessions;
  private readonly stateless: McpHttpHandler;

  constructor(private readonly options: SampleServerOptions) {
    const { surface, protocols } = options;
    this.behaviour = new Behaviour(surface);
    const open = () => sdkServer(this.behaviour, protocols);
    this.sessions = new Sessions({ open, resumable: surface.resumable === true });
    this.stateless = createMcpHandler(open, {
      legacy: this.speaksSessionEra && !options.sessions ? "stateless" : "reject",
      ...(surface.changes === undefined ? {} : { bus: surface.changes }),
    });
    this.http = createServer(this.listener());
  }

  /** @param port 0 for any that is free */
  async start(port = 0): Promise<{ readonly origin: string; close(): Promise<void> }> {
    await new Promise<void>((resolve, reject) => {
      this.http.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    const { port: taken } = this.http.address() as AddressInfo;
    return { origin: `http://127.0.0.1:${taken}`, close: () => this.close() };
  }

  /** As at the start: sessions are gone, definitions and answers are the surface's own. */
  async reset(): Promise<void> {
    this.behaviour.reset();
    await this.sessions.close();
  }

  private async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.http.close(() => {
        resolve();
      });
    });
    await Promise.all([this.sessions.close(), this.stateless.close()]);
    this.http.closeAllConnections();
    await closed;
  }

  private get speaksSessionEra(): boolean {
    return this.options.protocols.some((protocol) => protocol !== STATELESS_ERA);
  }

  private listener(): RequestListener {
    const answer = toNodeHandler({ fetch: (request) => this.fetch(request) });
    // A page in a browser that has a name rebound to loopback sends that name.
    const hostAllowed = localhostHostValidation();
    return (request, response) => {
      if (hostAllowed(request, response)) {
        void answer(request, response);
      }
    };
  }

  private async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== SERVER_PATH) {
      return new Response(null, { status: 404 });
    }
    const { protocols, sessions } = this.options;
    const toSession =
      sessions && this.speaksSessionEra && (!protocols.includes(STATELESS_ERA) || (await isLegacyRequest(request)));
    return toSession ? this.sessions.fetch(request) : this.stateless.fetch(request);
  }
}
