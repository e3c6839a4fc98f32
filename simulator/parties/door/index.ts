/**
 * The door of a container app: the planned gate is in force, what gets through goes on to the sample server as it is, and
 * is recorded. The gate knows Entra's keys, as the service does, whether or not Entra answers now.
 */
import { request as connect, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Estate, PlannedServer } from "../../planned/estate";
import type { TokenAuthority } from "../entra/types";
import { listen, send, type Answer, type FaultAnswers } from "../listener";
import type { FaultMode, Party } from "../party";
import { passageOf } from "./gate";
import { identifiedHeaders } from "./principal-headers";
import { Records, type RecordedRequest } from "./record";

export interface DoorOptions {
  readonly authority: TokenAuthority;
  /** The planned server's name. */
  readonly server: string;
  /** Where the sample server listens: `http://127.0.0.1:<port>`. */
  readonly target: string;
}

export interface Door extends Party {
  readonly server: string;
  /** What reached the server since the start, the last reset or the last `forget`. */
  requests(): readonly RecordedRequest[];
  forget(): void;
}

/** Headers of one connection, which a proxy does not pass on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te", "trailer"];

/** What a server that has failed may say: nothing of it may reach a client. */
const faults: FaultAnswers = {
  error: {
    status: 500,
    headers: { server: "sample/1.0", "x-powered-by": "sample" },
    body: { error: "TypeError: cannot read the connection string at /srv/app/storage.js:42:17" },
  },
  throttled: { status: 429, headers: { "retry-after": "10" }, body: { error: "too many requests" } },
  malformed: { status: 200, body: '{"jsonrpc":"2.0","id":1,"result":{' },
};

const refusals: Readonly<Record<401 | 403, Answer>> = {
  401: { status: 401, headers: { "www-authenticate": "Bearer" }, body: "" },
  403: {
    status: 403,
    headers: { "content-type": "text/html" },
    body: "<h1>You do not have permission to view this directory or page.</h1>",
  },
};

function endToEnd(raw: readonly string[]): string[] {
  const named = new Set(HOP_BY_HOP);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() !== "connection") continue;
    for (const name of (raw[index + 1] ?? "").split(",")) named.add(name.trim().toLowerCase());
  }
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (!named.has(name.toLowerCase())) kept.push(name, raw[index + 1] ?? "");
  }
  return kept;
}

export async function startDoor(options: DoorOptions): Promise<Door> {
  const { authority } = options;
  const target = new URL(options.target);
  const records = new Records();
  let mode: FaultMode = "ok";
  let planned: PlannedServer | undefined;
  let tenantId: string | undefined;

  /** As it goes on: what comes back is streamed as it comes. */
  const forward = async (
    request: IncomingMessage,
    response: ServerResponse,
    headers: readonly string[],
  ): Promise<void> => {
    const outgoing = connect({
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      // The agent's kept connections would hide a server that was restarted.
      agent: false,
      headers: [...endToEnd(headers)],
      setHost: false,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on("response", resolve);
      outgoing.on("error", reject);
    });
    response.on("close", () => outgoing.destroy());
    request.pipe(outgoing);
    const incoming = await answered;
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, endToEnd(incoming.rawHeaders));
    response.flushHeaders();
    await pipeline(incoming, response);
  };

  const listener = await listen(
    async (request, response) => {
      if (planned === undefined || tenantId === undefined) {
        send(response, { status: 503, body: { error: `server ${options.server} is not planned` } });
        return;
      }
      if (mode === "down") {
        request.socket.resetAndDestroy();
        return;
      }
      const passage = await passageOf(planned.gate, request.headers.authorization, authority);
      if (!passage.passes) {
        request.resume();
        if (passage.status === 302) {
          const location = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/authorize?client_id=${planned.gate?.clientId ?? ""}&response_type=code`;
          send(response, { status: 302, headers: { location }, body: "" });
        } else {
          send(response, refusals[passage.status]);
        }
        return;
      }
      const headers =
        planned.gate?.enabled === true ? identifiedHeaders(request.rawHeaders, passage.claims) : request.rawHeaders;
      const arriving = records.add(request.method ?? "", request.url ?? "", headers);
      request.on("data", (chunk: Buffer) => {
        arriving.chunk(chunk);
      });
      switch (mode) {
        case "error":
        case "throttled":
        case "malformed":
          await ended(request);
          send(response, faults[mode]);
          return;
        case "slow":
          request.pause();
          await listener.slowness();
          break;
        case "ok":
          break;
      }
      await forward(request, response, headers);
    },
    faults,
    {
      status: 502,
      headers: { "content-type": "text/plain" },
      body: "upstream connect error or disconnect/reset before headers",
    },
  );

  return {
    origin: listener.origin,
    server: options.server,
    serve: (estate: Estate) => {
      planned = estate.servers.find(({ name }) => name === options.server);
      ({ tenantId } = estate);
    },
    // The gate stands before the server: a broken server changes nothing for who is not let in.
    fault: (next) => {
      mode = next;
    },
    reset: () => {
      mode = "ok";
      records.forget();
    },
    close: listener.close,
    requests: () => records.list(),
    forget: () => {
      records.forget();
    },
  };
}

async function ended(request: IncomingMessage): Promise<void> {
  request.resume();
  if (!request.readableEnded) await new Promise((resolve) => request.on("close", resolve));
}
