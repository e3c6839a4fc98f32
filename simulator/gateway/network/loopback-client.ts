/** HTTP towards backends and parties. The simulated gateway reaches loopback and nothing else. */
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as TlsAgent, request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import type { HeaderList } from "../expressions/types";
import { HeaderFields } from "../pipeline/header-fields";

/** Whole, or as it comes: with its length in bytes, or in chunks. */
export type OutgoingBody = Buffer | { readonly stream: Readable; readonly length?: number } | undefined;

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** Without Host, Content-Length and connection fields: they are written here. */
  readonly headers: HeaderList;
  readonly body: OutgoingBody;
  /** Milliseconds until the answer's headers must be there. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface IncomingAnswer {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: HeaderFields;
  readonly stream: IncomingMessage;
}

/** No answer came. */
export class NetworkFailure extends Error {
  constructor(
    readonly kind: "connection" | "timeout" | "aborted",
    message: string,
  ) {
    super(message);
  }
}

/** True for an address of this machine alone. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Keeps connections, as the gateway does. */
export class LoopbackClient {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly tlsAgent = new TlsAgent({ keepAlive: true });

  /**
   * Sends a request and waits for the answer's headers. A kept connection that the other side had just closed is
   * replaced once, unless the body was a stream.
   *
   * @throws {NetworkFailure}
   */
  async send(request: OutgoingRequest): Promise<IncomingAnswer> {
    if (!isLoopback(request.url.hostname)) {
      throw new NetworkFailure(
        "connection",
        `${request.url.host} is not on this machine; the simulator reaches no other`,
      );
    }
    const first = await this.attempt(request);
    const answer = first === "stale" ? await this.attempt(request) : first;
    if (answer === "stale") {
      throw new NetworkFailure("connection", "the connection was closed before an answer came");
    }
    return answer;
  }

  close(): void {
    this.agent.destroy();
    this.tlsAgent.destroy();
  }

  private attempt(request: OutgoingRequest): Promise<IncomingAnswer | "stale"> {
    return new Promise((resolve, reject) => {
      const { body, signal } = request;
      if (signal?.aborted === true) {
        reject(new NetworkFailure("aborted", "the client closed the connection"));
        return;
      }
      const outgoing = this.open(request);
      let settled = false;
      const settle = (finish: () => void): void => {
        if (!settled) {
          settled = true;
          clearTimeout(timer);
          finish();
        }
      };
      const fail = (kind: NetworkFailure["kind"], message: string): void => {
        settle(() => {
          reject(new NetworkFailure(kind, message));
        });
        outgoing.destroy();
      };
      const timer = setTimeout(() => {
        fail("timeout", `no answer within ${request.timeoutMs} ms`);
      }, request.timeoutMs);
      const abort = (): void => {
        fail("aborted", "the client closed the connection");
      };
      signal?.addEventListener("abort", abort, { once: true });
      outgoing.once("close", () => signal?.removeEventListener("abort", abort));
      outgoing.once("response", (answer) => {
        settle(() => {
          resolve({
            statusCode: answer.statusCode ?? 0,
            statusReason: answer.statusMessage ?? "",
            headers: HeaderFields.fromRaw(answer.rawHeaders),
            stream: answer,
          });
        });
      });
      outgoing.on("error", (error) => {
        if (outgoing.reusedSocket && !settled && (body === undefined || Buffer.isBuffer(body))) {
          settle(() => {
            resolve("stale");
          });
        } else {
          fail("connection", error.message);
        }
      });
      if (body === undefined || Buffer.isBuffer(body)) {
        outgoing.end(body);
      } else {
        body.stream.once("error", () => {
          fail("aborted", "the client closed the connection");
        });
        body.stream.pipe(outgoing);
      }
    });
  }

  private open({ url, method, headers, body }: OutgoingRequest): ClientRequest {
    const tls = url.protocol === "https:";
    const length = Buffer.isBuffer(body) ? body.length : body?.length;
    const framing: [string, string][] =
      length !== undefined
        ? [["Content-Length", String(length)]]
        : body === undefined
          ? []
          : [["Transfer-Encoding", "chunked"]];
    return (tls ? httpsRequest : httpRequest)({
      agent: tls ? this.tlsAgent : this.agent,
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port === "" ? undefined : Number(url.port),
      path: url.pathname + url.search,
      method,
      headers: [["Host", url.host] as const, ...headers, ...framing].flat(),
    });
  }
}
