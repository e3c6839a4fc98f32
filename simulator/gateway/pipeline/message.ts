/** The request and the answer as the pipeline holds them. */
import type { Readable } from "node:stream";
import type { UrlParts } from "../expressions/types";
import { HeaderFields } from "./header-fields";

/** Bytes that a policy may read of a body: 2 MiB on the v2 tiers. */
export const READABLE_BODY = 2 * 1024 * 1024;

/** A body: whole, still to come, or none. */
export type Body =
  | { readonly kind: "none" }
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  /** `length` in bytes, where it was announced. */
  | { readonly kind: "stream"; readonly stream: Readable; readonly length?: number };

export const NO_BODY: Body = { kind: "none" };

/** What goes to the backend. */
export interface GatewayRequest {
  method: string;
  /** Where it goes: the client's address until a policy names a backend or rewrites it. */
  url: UrlParts;
  readonly originalUrl: UrlParts;
  readonly headers: HeaderFields;
  readonly ipAddress: string;
  readonly matchedParameters: Readonly<Record<string, string>>;
  body: Body;
}

/** What goes back to the client. */
export interface GatewayResponse {
  statusCode: number;
  statusReason: string;
  readonly headers: HeaderFields;
  body: Body;
  /** Whether each chunk goes on as it comes; else in blocks of 8 KB. */
  unbuffered?: boolean;
}

/** An answer of the gateway's own. */
export function ownResponse(
  statusCode: number,
  statusReason: string,
  fields: readonly (readonly [string, string])[] = [],
  body?: string | Buffer,
): GatewayResponse {
  return {
    statusCode,
    statusReason,
    headers: new HeaderFields(fields),
    body: body === undefined ? NO_BODY : { kind: "bytes", bytes: Buffer.from(body) },
  };
}

/** The body is longer than what is read of it, or ended before its end. */
export class BodyFailure extends Error {
  constructor(
    message: string,
    readonly tooLarge: boolean,
  ) {
    super(message);
  }
}

/**
 * Reads a stream to its end.
 *
 * @param limit bytes
 * @throws {BodyFailure}
 */
export async function readWhole(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Left early, the stream stays open: over a client's body an answer is still owed.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        throw new BodyFailure(`the body is longer than the ${limit} bytes that a policy may read`, true);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyFailure ? error : new BodyFailure("the body ended before its end", false);
  }
  return Buffer.concat(chunks);
}

/** Parts of an absolute address. */
export function urlParts(url: URL): UrlParts {
  const scheme = url.protocol.replace(/:$/, "");
  return {
    scheme,
    host: url.hostname,
    port: url.port === "" ? (scheme === "https" ? 443 : 80) : Number(url.port),
    path: url.pathname,
    query: url.search,
  };
}

/** The address again. */
export function urlText({ scheme, host, port, path, query }: UrlParts): string {
  return `${scheme}://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}${path}${query}`;
}
