/** A loopback HTTP server that can be broken as the control port asks. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultMode } from "./party";

/** How long a slow party takes, in milliseconds: longer than any wait of the gateway's for it. */
export const SLOW_MS = 30_000;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body: unknown;
}

/** What a broken party answers, in the form of the service that it stands for. */
export type FaultAnswers = Readonly<Record<"error" | "throttled" | "malformed", Answer>>;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Listener {
  readonly origin: string;
  readonly mode: FaultMode;
  readonly fault: (mode: FaultMode) => void;
  /** Waits as `slow` does; rejects when the listener is closed. */
  readonly slowness: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function send(response: ServerResponse, answer: Answer): void {
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, { "content-type": "application/json; charset=utf-8", ...answer.headers });
  response.end(text);
}

/** The whole body; undefined where it is longer than `limit` bytes. It is read to its end, so that an answer can follow. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}

/**
 * Listens on a free loopback port.
 *
 * @param failed what a request is answered with when the handler throws
 */
export async function listen(handler: Handler, faults: FaultAnswers, failed: Answer): Promise<Listener> {
  let mode: FaultMode = "ok";
  const closing = new AbortController();
  const slowness = async (): Promise<void> => {
    await wait(SLOW_MS, undefined, { signal: closing.signal });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (mode) {
      case "down":
        request.socket.resetAndDestroy();
        return;
      case "error":
      case "throttled":
      case "malformed":
        request.resume();
        send(response, faults[mode]);
        return;
      case "slow":
        await slowness();
        break;
      case "ok":
        break;
    }
    await handler(request, response);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent || closing.signal.aborted) response.destroy();
      else send(response, failed);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    get mode() {
      return mode;
    },
    fault: (next) => {
      mode = next;
    },
    slowness,
    close: async () => {
      closing.abort();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
