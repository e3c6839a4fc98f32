/** The side towards clients: their requests read, answers written as HTTP. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Transform, type TransformCallback } from "node:stream";
import type { UrlParts } from "../expressions/types";
import { HeaderFields } from "../pipeline/header-fields";
import { NO_BODY, type Body, type GatewayRequest, type GatewayResponse } from "../pipeline/message";

/** Bytes that the gateway collects before it sends on, unless a policy turned that off. */
const BLOCK = 8 * 1024;

/** The request as it came: path and query untouched. */
export function clientRequest(req: IncomingMessage): GatewayRequest {
  const address = addressOf(req);
  return {
    method: req.method ?? "GET",
    url: address,
    originalUrl: address,
    headers: HeaderFields.fromRaw(req.rawHeaders),
    ipAddress: (req.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    matchedParameters: {},
    body: bodyOf(req),
  };
}

/** Host and port are the client's `Host`; a request target in absolute form names them itself (RFC 9112, 3.2.2). */
function addressOf(req: IncomingMessage): UrlParts {
  const target = req.url ?? "/";
  const absolute = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^]*)$/i.exec(target);
  const authority = absolute?.[2] ?? req.headers.host ?? "";
  const rest = absolute?.[3] ?? target;
  const question = rest.indexOf("?");
  const path = question < 0 ? rest : rest.slice(0, question);
  const [, host = authority, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  return {
    scheme: "http",
    host: host.toLowerCase(),
    port: port === undefined ? 80 : Number(port),
    path: path.startsWith("/") ? path : `/${path}`,
    query: question < 0 ? "" : rest.slice(question),
  };
}

function bodyOf(req: IncomingMessage): Body {
  const length = req.headers["content-length"];
  const comes = req.headers["transfer-encoding"] !== undefined || (length !== undefined && Number(length) > 0);
  if (!comes) {
    return NO_BODY;
  }
  return { kind: "stream", stream: req, ...(length === undefined ? {} : { length: Number(length) }) };
}

/** Writes the answer. Resolves when it is out, or when the client is gone. */
export function writeAnswer(res: ServerResponse, method: string, response: GatewayResponse): Promise<void> {
  const bodiless = method === "HEAD" || response.statusCode === 204 || response.statusCode === 304;
  const { body } = response;
  const headers = new HeaderFields(response.headers.list);
  if (body.kind !== "stream" || bodiless) {
    if (!(method === "HEAD" && body.kind === "stream")) {
      headers.delete("content-length");
    }
  }
  if (body.kind === "bytes" && response.statusCode !== 204 && response.statusCode !== 304) {
    headers.override("Content-Length", [String(body.bytes.length)]);
  } else if (
    body.kind === "none" &&
    response.statusCode >= 200 &&
    response.statusCode !== 204 &&
    response.statusCode !== 304
  ) {
    headers.override("Content-Length", ["0"]);
  }
  res.writeHead(response.statusCode, response.statusReason, headers.list.flat());
  return new Promise((resolve) => {
    res.once("close", resolve);
    if (body.kind === "bytes" && !bodiless) {
      res.end(body.bytes);
    } else if (body.kind === "stream" && !bodiless) {
      res.flushHeaders();
      // An answer that breaks off must break off for the client too: a clean end would make a part look whole.
      const finish = (error: Error | null | undefined): void => {
        if (error !== null && error !== undefined) {
          res.destroy();
        }
      };
      if (response.unbuffered === true) {
        pipeline(body.stream, res, finish);
      } else {
        pipeline(body.stream, new Blocks(), res, finish);
      }
    } else {
      if (body.kind === "stream") {
        body.stream.on("error", () => undefined);
        body.stream.destroy();
      }
      res.end();
    }
  });
}

/** Passes on whole blocks, and what is left at the end. */
class Blocks extends Transform {
  private held: Buffer[] = [];
  private size = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.held.push(chunk);
    this.size += chunk.length;
    if (this.size >= BLOCK) {
      this.release();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.release();
    done();
  }

  private release(): void {
    if (this.size > 0) {
      this.push(Buffer.concat(this.held));
      this.held = [];
      this.size = 0;
    }
  }
}
