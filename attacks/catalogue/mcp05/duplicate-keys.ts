import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import type { LabServer } from "../../lab/lab";
import { rawRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { rpcRefused } from "../../lab/refusals";

const REFUSED = rpcRefused({
  status: 400,
  code: -32700,
  reason: "message-duplicate-key",
  control: "MCP05-1",
  id: null,
});

export const attack: Attack = {
  id: "duplicate-keys",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Objects with two members of one name",
  why: "The gateway would judge one tool or argument and the server take the other.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, body] of Object.entries(bodies(server))) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const mirror = Object.fromEntries(
              ordinaryCall(server).headers.filter(([header]) => header.toLowerCase().startsWith("mcp-")),
            );
            return exchange(lab, server, rawRequest(server, body, await signIn(lab, server), mirror), REFUSED);
          },
        };
      }
    }
  },
};

function bodies(server: LabServer): Readonly<Record<string, string>> {
  const good = String(ordinaryCall(server).body);
  const [, method = ""] = /"method":("[^"]*")/.exec(good) ?? [];
  const inArguments = (members: string): string => good.replace(/"arguments":\{/, `"arguments":{${members},`);
  const first = (member: string): string => good.replace(/^\{/, `{${member},`);
  return {
    jsonrpc: first('"jsonrpc":"2.0"'),
    id: first('"id":2'),
    "method, another first": first('"method":"ping"'),
    "method, another last": good.replace(/\}$/, ',"method":"ping"}'),
    "method, the same": first(`"method":${method}`),
    "method, escaped": first('"m\\u0065thod":"ping"'),
    "method, escaped in upper case": first('"\\u006D\\u0065thod":"ping"'),
    params: first('"params":{}'),
    "params, escaped": first('"para\\u006ds":{}'),
    "tool's name": good.replace(/"params":\{/, '"params":{"name":"other",'),
    "tool's name, escaped": good.replace(/"params":\{/, '"params":{"n\\u0061me":"other",'),
    arguments: good.replace(/"params":\{/, '"params":{"arguments":{},'),
    "an argument": inArguments('"x":1,"x":2'),
    "an argument, escaped": inArguments('"x":1,"\\u0078":2'),
    "an argument, same value": inArguments('"x":1,"x":1'),
    "an argument, far apart": inArguments(
      `"x":1,${Array.from({ length: 50 }, (_, index) => `"k${index}":0`).join(",")},"x":2`,
    ),
    "deep in objects": inArguments('"a":{"b":{"c":{"d":1,"d":2}}}'),
    "deep in lists": inArguments('"a":[[[{"d":1,"d":2}]]]'),
    "an empty name": inArguments('"":1,"":2'),
    "a name of prototypes": inArguments('"__proto__":1,"__proto__":2'),
    "a name beyond the plane": inArguments('"\u{1f600}":1,"\\ud83d\\ude00":2'),
    "a name with a slash": inArguments('"a/b":1,"a\\/b":2'),
    _meta: good.replace(/"params":\{/, '"params":{"_meta":{},"_meta":{},'),
    "in _meta": good.replace(/"params":\{/, '"params":{"extra":{"p":1,"p":2},'),
  };
}
