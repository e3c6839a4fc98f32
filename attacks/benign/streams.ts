/** Streamed servers: what they say arrives while they are still at work. */
import { request as httpRequest } from "node:http";
import type { Benign } from "../attack";
import { callerOf } from "../lab/caller";
import { rpcRequest } from "../lab/messages";
import type { RawRequest } from "../lab/wire";
import { at } from "./exchange";

/** Seconds that the tool works. */
const SECONDS = 2;
/** Least time between the first event and the end, in ms, where nothing holds the answer back. */
const APART_MS = 600;

export const streams: readonly Benign[] = [
  at("forecast", "progress arrives while the tool works", async (lab, server) => {
    const params = {
      name: "watch_weather",
      arguments: { place: "Kiruna", seconds: SECONDS },
      _meta: { progressToken: "w" },
    };
    const request = rpcRequest(server, "tools/call", params, await callerOf(lab, server));
    const { status, text, apart } = await readStream(request);
    const progress = text.split("notifications/progress").length - 1;
    const isWhole = text.includes(`The weather in Kiruna did not change in ${SECONDS} seconds.`);
    const good = status === 200 && progress === SECONDS && isWhole && apart >= APART_MS;
    const seen = `${status}, ${progress} reports, ${Math.round(apart)} ms between first and last: ${text.slice(0, 300)}`;
    return good
      ? []
      : [{ what: "stream", expected: `${SECONDS} reports, ${APART_MS} ms apart at least, and the result`, seen }];
  }),
];

/** Reads an answer and the time between its first piece and its end, in ms. */
function readStream(
  request: RawRequest,
): Promise<{ readonly status: number; readonly text: string; readonly apart: number }> {
  const { hostname, port, host } = new URL(request.origin);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method: request.method,
        path: request.path,
        headers: [
          ["Host", host],
          ...request.headers,
          ["Content-Length", String(Buffer.byteLength(request.body ?? ""))],
        ].flat(),
        setHost: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let first: number | undefined;
        incoming.on("data", (chunk: Buffer) => {
          first ??= performance.now();
          chunks.push(chunk);
        });
        incoming.on("error", reject);
        incoming.on("end", () => {
          const apart = performance.now() - (first ?? performance.now());
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString(), apart });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}
