import type { Attack } from "../../attack";
import { adding } from "../../lab/change";
import { rawRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

/** Bytes that a body may have. */
const LIMIT = 131_072;

const REFUSED = plainly(413, "body-too-large", "MCP05-1");

export const attack: Attack = {
  id: "body-size",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Bodies that are too long, declared or not",
  why: "What is longer than is read would go on unread, or keep the gateway from answering others.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const bytes of [LIMIT + 1, LIMIT * 2, 1_048_576]) {
        for (const isChunked of [false, true]) {
          for (const [kind, filler] of [
            ["an argument", (room: number) => "x".repeat(room)],
            ["blanks", (room: number) => " ".repeat(room)],
          ] as const) {
            yield {
              name: `${server.name}: ${bytes} bytes, ${kind}, ${isChunked ? "chunked" : "declared"}`,
              run: async (lab) => {
                const caller = await signIn(lab, server);
                const request = ordinaryCall(server, caller);
                const good = String(request.body);
                const room = bytes - good.length;
                const body =
                  kind === "blanks"
                    ? `${good}${filler(room)}`
                    : good.replace(/"arguments":\{/, `"arguments":{"x":"${filler(room - 7)}",`);
                const long = { ...request, body: body.padEnd(bytes) };
                return exchange(
                  lab,
                  server,
                  isChunked ? adding(long, ["Transfer-Encoding", "chunked"]) : long,
                  REFUSED,
                );
              },
            };
          }
        }
      }
      yield {
        name: `${server.name}: ${LIMIT} bytes in three-byte letters and one more`,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          const body = `{"x":"${"\u20ac".repeat(Math.ceil(LIMIT / 3))}"}`;
          return exchange(lab, server, rawRequest(server, body, caller), REFUSED);
        },
      };
    }
  },
};
