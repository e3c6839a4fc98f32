/** Requests as bytes: nothing is put right on the way, and everything that comes back is kept. */
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";

/** One request; header names and their order are sent as given. */
export interface RawRequest {
  readonly method: string;
  /** `http://127.0.0.1:port` and the path, sent as it stands: not normalised. */
  readonly origin: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  /** Names in lower case; several of one name joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** All that came, as text. */
  readonly body: string;
}

/** Longest that an answer may take: a party that is slow takes 30 s. In ms. */
const PATIENCE_MS = 40_000;

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a request over a kept connection. */
export function send(request: RawRequest): Promise<Answer> {
  const { hostname, port, host } = new URL(request.origin);
  const hasHost = request.headers.some(([name]) => name.toLowerCase() === "host");
  const headers = [...(hasHost ? [] : [["Host", host] as const]), ...request.headers, ...lengthOf(request)];
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        agent,
        method: request.method,
        path: request.path,
        headers: headers.flat(),
        setHost: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const seen: Record<string, string> = {};
          for (const [name, values] of Object.entries(incoming.headersDistinct)) seen[name] = (values ?? []).join(", ");
          resolve({ status: incoming.statusCode ?? 0, headers: seen, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}

/**
 * Sends bytes that no HTTP library would: a path with raw characters, two lengths, a broken header.
 *
 * @returns all that came until the other side closed, or until 2 s went by without a byte
 */
export function sendBytes(origin: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    const done = (): void => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString());
    };
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", done);
    socket.on("error", reject);
    socket.setTimeout(2000, done);
  });
}

function lengthOf(request: RawRequest): readonly (readonly [string, string])[] {
  const isGiven = request.headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  const mayHaveBody = request.body !== undefined || !["GET", "HEAD", "DELETE", "OPTIONS"].includes(request.method);
  return isGiven || !mayHaveBody ? [] : [["Content-Length", String(Buffer.byteLength(request.body ?? ""))]];
}
