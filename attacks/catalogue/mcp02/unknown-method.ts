import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { headerValue, isStateless, notification, rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryArguments } from "../../lab/ordinary";
import { plainly, rpcRefused } from "../../lab/refusals";
import { having } from "../../lab/change";
import type { RawRequest } from "../../lab/wire";

const IN_NO_ERA = [
  "unknown",
  "tools",
  "tools/",
  "tools/call/",
  "Tools/Call",
  "TOOLS/LIST",
  "tools/list ",
  " tools/list",
  "tools/list\n",
  "tools\u200b/list",
  "tools/delete",
  "tools/*",
  "admin/tools",
  "rpc.discover",
  "system.listMethods",
  "__proto__",
  "constructor",
  "sampling/createMessage",
  "elicitation/create",
  "roots/list",
  "$/cancelRequest",
  "x".repeat(128),
];

const SESSION_ERA_ONLY = [
  "initialize",
  "ping",
  "logging/setLevel",
  "resources/subscribe",
  "resources/unsubscribe",
  "tasks/result",
  "tasks/list",
];
const STATELESS_ERA_ONLY = ["server/discover", "subscriptions/listen", "tasks/update"];

/** Known, but their answers have no end. */
const UNENDED = {
  session: ["tasks/get", "tasks/result", "tasks/list", "tasks/cancel"],
  stateless: ["subscriptions/listen", "tasks/get", "tasks/update", "tasks/cancel"],
};

/** What some methods must have to be a message at all. */
const PARAMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  initialize: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } },
  "resources/subscribe": { uri: "trails://guides/lake-loop" },
  "resources/unsubscribe": { uri: "trails://guides/lake-loop" },
};

/** No header can be like a method with blanks at its edges. */
const UNMIRRORED = rpcRefused({ status: 400, code: -32020, reason: "header-mismatch", control: "MCP05-1" });

export const attack: Attack = {
  id: "unknown-method",
  risk: "MCP02",
  controls: ["MCP02-2", "MCP06-2"],
  title: "Methods that the revision does not have, or whose answers cannot be inspected",
  why: "Whatever else a server understands would be open to every client.",
  *attempts({ servers }) {
    for (const server of servers) {
      const stateless = isStateless(server);
      const status = stateless ? 404 : 200;
      const foreign = stateless ? SESSION_ERA_ONLY : STATELESS_ERA_ONLY;
      for (const method of [...IN_NO_ERA, ...foreign]) {
        yield {
          name: `${server.name}: ${method.length > 60 ? `${method.length} letters` : JSON.stringify(method)}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const request = rpcRequest(server, method, PARAMS[method] ?? {}, caller);
            const unknown = rpcRefused({ status, code: -32601, reason: "method-unknown", control: "MCP02-2" });
            const expected = stateless && headerValue(method) !== method ? UNMIRRORED : unknown;
            return exchange(lab, server, mirrored(request, method), expected);
          },
        };
      }
      for (const method of [
        "notifications/unknown",
        "notifications/",
        "notifications/message",
        "notifications/tools/list_changed",
      ]) {
        yield {
          name: `${server.name}: ${method}`,
          run: async (lab) => {
            const request = notification(server, method, {}, await signIn(lab, server));
            return exchange(lab, server, request, plainly(stateless ? 404 : 400, "method-unknown", "MCP02-2"));
          },
        };
      }
      if (server.results !== "inspected") continue;
      for (const method of UNENDED[stateless ? "stateless" : "session"]) {
        yield {
          name: `${server.name}: ${method}, whose answer has no end`,
          run: async (lab) => {
            const request = rpcRequest(server, method, { taskId: "1" }, await signIn(lab, server));
            const expected = rpcRefused({ status, code: -32601, reason: "method-not-offered", control: "MCP06-2" });
            return exchange(lab, server, request, expected);
          },
        };
      }
      for (const { name: tool } of server.tools) {
        yield {
          name: `${server.name}: ${tool} as a task`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const params = { name: tool, arguments: ordinaryArguments(tool), task: { ttl: 60_000 } };
            const expected = rpcRefused({ code: -32602, reason: "method-not-offered", control: "MCP06-2" });
            return exchange(lab, server, rpcRequest(server, "tools/call", params, caller), expected);
          },
        };
      }
    }
  },
};

/** No header can hold a line's end or a blank at its edge, so such a method is mirrored in base64. */
function mirrored(request: RawRequest, method: string): RawRequest {
  return request.headers.some(([name]) => name === "Mcp-Method")
    ? having(request, "Mcp-Method", headerValue(method))
    : request;
}
