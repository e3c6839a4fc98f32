import { gzipSync } from "node:zlib";
import type { Attack } from "../../attack";
import { having, without } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

const TYPES = [
  "text/plain",
  "text/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/xml",
  "application/json-rpc",
  "application/jsonrequest",
  "application/vnd.api+json",
  "application/json+x",
  "application/jsonx",
  "application/json; charset=utf-16",
  "application/json; charset=utf-7",
  "application/json; charset=iso-8859-1",
  "application/json; charset=utf-8; charset=utf-16",
  "application/json; charset=us-ascii",
  "application/json; charset=",
  "application/json; boundary=x",
  "application/json, text/plain",
  "text/plain; application/json",
  "text/event-stream",
  "application/octet-stream",
  "*/*",
  "json",
];

const ENCODINGS = [
  "gzip",
  "deflate",
  "br",
  "zstd",
  "compress",
  "identity",
  "x-gzip",
  "gzip, gzip",
  "unknown",
  "chunked",
  "",
];

const ACCEPTS = [
  "application/json",
  "text/event-stream",
  "text/html",
  "*/*;q=0",
  "application/json, text/event-stream;q=0",
  "application/json;q=0, text/event-stream",
  "application/json, text/event-stream; q=0.000",
  "application/jsonx, text/event-streamx",
  "",
];

export const attack: Attack = {
  id: "body-headers",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Bodies declared as something else, or encoded",
  why: "A body that only the server decodes is not inspected by anybody.",
  *attempts({ servers }) {
    for (const server of servers) {
      const cases = [
        ...TYPES.map((value) => ({ header: "Content-Type", value, status: 415, reason: "content-type" })),
        ...ENCODINGS.map((value) => ({ header: "Content-Encoding", value, status: 415, reason: "content-encoding" })),
        ...ACCEPTS.map((value) => ({ header: "Accept", value, status: 406, reason: "accept" })),
      ];
      for (const { header, value, status, reason } of cases) {
        yield {
          name: `${server.name}: ${header}: ${value}`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            return exchange(lab, server, having(request, header, value), plainly(status, reason, "MCP05-1"));
          },
        };
      }
      for (const [header, status, reason] of [
        ["Content-Type", 415, "content-type"],
        ["Accept", 406, "accept"],
      ] as const) {
        yield {
          name: `${server.name}: no ${header}`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            return exchange(lab, server, without(request, header), plainly(status, reason, "MCP05-1"));
          },
        };
      }
      yield {
        name: `${server.name}: really compressed`,
        run: async (lab) => {
          const request = ordinaryCall(server, await signIn(lab, server));
          const body = gzipSync(String(request.body));
          const compressed = { ...having(request, "Content-Encoding", "gzip"), body };
          return exchange(lab, server, compressed, plainly(415, "content-encoding", "MCP05-1"));
        },
      };
    }
  },
};
