import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import type { LabServer } from "../../lab/lab";
import { isStateless, rawRequest, rpcMessage } from "../../lab/messages";
import { exchange, type Expectation } from "../../lab/oracle";
import { firstTool, ordinaryArguments, ordinaryCall } from "../../lab/ordinary";

type Json = Readonly<Record<string, unknown>>;

/** An error wherever the message can be answered by one, always a 400. */
const REFUSED: Expectation = {
  status: 400,
  reason: "message-shape",
  control: "MCP05-1",
  challenge: null,
  rpc: -32600,
};

/** A refused notification or response has nobody to be told. */
const SILENT: Expectation = { ...REFUSED, rpc: null };

export const attack: Attack = {
  id: "message-shape",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "JSON that is not one message of the protocol",
  why: "Members that only one of two readers knows carry what nobody inspects.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, [body, expected]] of Object.entries(bodies(server))) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const mirror = Object.fromEntries(
              ordinaryCall(server).headers.filter(([header]) => header.toLowerCase().startsWith("mcp-")),
            );
            const text = typeof body === "string" ? body : JSON.stringify(body);
            return exchange(lab, server, rawRequest(server, text, await signIn(lab, server), mirror), expected);
          },
        };
      }
    }
  },
};

function bodies(server: LabServer): Readonly<Record<string, readonly [body: unknown, expected: Expectation]>> {
  const { name } = firstTool(server);
  const call = rpcMessage(server, "tools/call", { name, arguments: ordinaryArguments(name) }, 1);
  const params = call.params as Json;
  const changed = (members: Json): Json => ({ ...call, ...members });
  const inParams = (members: Json): Json => ({ ...call, params: { ...params, ...members } });
  const refused = (body: unknown): readonly [unknown, Expectation] => [body, REFUSED];
  const bad: Readonly<Record<string, unknown>> = {
    "a batch": [call],
    "a batch of two": [call, { ...call, id: 2 }],
    "an empty batch": [],
    "a batch of notifications": [{ jsonrpc: "2.0", method: "notifications/initialized" }],
    "a string": '"tools/call"',
    "a number": "1",
    null: "null",
    true: "true",
    "an empty object": {},
    "no jsonrpc": changed({ jsonrpc: undefined }),
    "jsonrpc 1.0": changed({ jsonrpc: "1.0" }),
    "jsonrpc as a number": changed({ jsonrpc: 2 }),
    "jsonrpc 2": changed({ jsonrpc: "2" }),
    "tools/call without an id": changed({ id: undefined }),
    "id null": changed({ id: null }),
    "id true": changed({ id: true }),
    "id a list": changed({ id: [1] }),
    "id an object": changed({ id: { a: 1 } }),
    "id a fraction": changed({ id: 1.5 }),
    "id of 201 letters": changed({ id: "x".repeat(201) }),
    "no method": changed({ method: undefined }),
    "method null": changed({ method: null }),
    "method a number": changed({ method: 1 }),
    "method a list": changed({ method: ["tools/call"] }),
    "method an object": changed({ method: { name: "tools/call" } }),
    "method empty": changed({ method: "" }),
    "method of 129 letters": changed({ method: "x".repeat(129) }),
    "params a list": changed({ params: [name] }),
    "params a string": changed({ params: "x" }),
    "params null": changed({ params: null }),
    "params a number": changed({ params: 1 }),
    "an unknown member": changed({ extra: 1 }),
    "Method in another case": changed({ Method: "ping" }),
    "JSONRPC in another case": changed({ JSONRPC: "2.0" }),
    "a result too": changed({ result: {} }),
    "an error too": changed({ error: { code: 1, message: "x" } }),
    "auth beside": changed({ auth: "x" }),
    "a prototype": JSON.stringify(call).replace(/^\{/, '{"__proto__":{"admin":true},'),
    "name missing": changed({ params: { arguments: {} } }),
    "name null": inParams({ name: null }),
    "name a number": inParams({ name: 1 }),
    "name a list": inParams({ name: [name] }),
    "name an object": inParams({ name: { toString: name } }),
    "arguments a list": inParams({ arguments: [] }),
    "arguments a string": inParams({ arguments: "{}" }),
    "arguments null": inParams({ arguments: null }),
    "arguments a number": inParams({ arguments: 1 }),
    "_meta a string": inParams({ _meta: "x" }),
    "_meta a list": inParams({ _meta: [] }),
    "a notification with an id": { jsonrpc: "2.0", id: 1, method: "notifications/initialized" },
    "a completion without ref": rpcMessage(server, "completion/complete", { argument: { name: "x", value: "y" } }, 1),
    "a completion of another kind": rpcMessage(
      server,
      "completion/complete",
      { ref: { type: "ref/tool", name }, argument: { name: "x", value: "y" } },
      1,
    ),
    "a completion with ref as text": rpcMessage(server, "completion/complete", { ref: "plan_hike" }, 1),
    "prompts/get without a name": rpcMessage(server, "prompts/get", {}, 1),
    "resources/read without a uri": rpcMessage(server, "resources/read", {}, 1),
    "resources/read with two uris": rpcMessage(server, "resources/read", { uri: ["a", "b"] }, 1),
  };
  const silent: Readonly<Record<string, unknown>> = {
    "a response with a result and an error": { jsonrpc: "2.0", id: 1, result: {}, error: { code: 1, message: "x" } },
    "a response whose result is text": { jsonrpc: "2.0", id: 1, result: "x" },
    "a response whose error is text": { jsonrpc: "2.0", id: 1, error: "x" },
    "a response whose error has no code": { jsonrpc: "2.0", id: 1, error: { message: "x" } },
    "a response with a member more": { jsonrpc: "2.0", id: 1, result: {}, extra: 1 },
    "a response with params": { jsonrpc: "2.0", id: 1, result: {}, params: {} },
    "a notification with params as a list": { jsonrpc: "2.0", method: "notifications/cancelled", params: [1] },
    "a notification with a member more": { jsonrpc: "2.0", method: "notifications/cancelled", params: {}, extra: 1 },
    ...(isStateless(server) ? { "a response where nothing was asked": { jsonrpc: "2.0", id: 1, result: {} } } : {}),
  };
  return {
    ...Object.fromEntries(Object.entries(bad).map(([key, body]) => [key, refused(body)])),
    ...Object.fromEntries(Object.entries(silent).map(([key, body]) => [key, [body, SILENT] as const])),
  };
}
