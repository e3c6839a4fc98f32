/**
 * Stands between the suite, which cannot send a header of its own, and a server that asks for a token: adds the token,
 * and leaves everything else as it came. Only the name under which the suite knows the proxy is put back.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Destination {
  /** `http://host:port` behind it. */
  readonly target: string;
  /** Headers to add, given for each request. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
}

export interface Proxy {
  readonly origin: string;
  /** Where requests go from now on. Until then they are cut off. */
  lead(destination: Destination): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free loopback port: its address is known before there is anything behind it. */
export async function startProxy(): Promise<Proxy> {
  let destination: Destination | undefined;
  const server = createServer((incoming, answer) => {
    if (destination === undefined) {
      answer.destroy();
      return;
    }
    forward(incoming, answer, destination).catch(() => {
      answer.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    lead: (next) => {
      destination = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function forward(incoming: IncomingMessage, answer: ServerResponse, destination: Destination): Promise<void> {
  const target = new URL(destination.target);
  const ownName = incoming.headers.host;
  const added = await destination.headers();
  const headers = incoming.rawHeaders.flatMap((name, index): [string, string][] => {
    const value = incoming.rawHeaders[index + 1];
    if (index % 2 === 1 || value === undefined || name.toLowerCase() in added) return [];
    // A name that is not the proxy's own is one that the suite tries on purpose.
    const isOwn = name.toLowerCase() === "host" && /^127\.0\.0\.1:|^localhost:/.test(ownName ?? "");
    return [[name, isOwn ? target.host : value]];
  });
  const outgoing = request(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: [...headers, ...Object.entries(added)].flat(),
      setHost: false,
    },
    (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      answer.flushHeaders();
      response.pipe(answer);
      response.on("error", () => answer.destroy());
    },
  );
  outgoing.on("error", () => answer.destroy());
  answer.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}
