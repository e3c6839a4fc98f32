/** The outbound fragments between a server and a Content Safety that the test plays, exactly as server.xml includes them. */
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { fillPolicy, withCode, withFragments } from "../../../infra/gateway/policy-text";
import { pinOf, type Json, type JsonObject } from "../../../locks";
import { backend, open, type Answer, type Backend, type Opened } from "../../simulator/gateway/fixture";

export { closeAll, closeExpressionHost, clock } from "../../simulator/gateway/fixture";

const documents = path.join(__dirname, "../../../apim-policies");
const read = (name: string): string => readFileSync(path.join(documents, name), "utf8");

export const SESSION_KEY = Buffer.alloc(32, 7).toString("base64");

const approvedByDefault: JsonObject = {
  server: "trails",
  sessions: true,
  results: "inspected",
  dataClass: "internal",
  marking: "metadata",
  tools: {},
  prompts: {},
  resources: [],
  resourceTemplates: {},
  instructions: null,
};

/** How the test's server and gateway are. */
export interface Setting {
  /** Members of `approved` that differ from an inspected server of class internal that approves nothing. */
  readonly approved?: JsonObject;
  readonly era?: "session" | "stateless";
  /** Whether the answer is read whole. Default true. */
  readonly inspect?: boolean;
  /** Default true. */
  readonly buffer?: boolean;
  /** The server. */
  readonly server: RequestListener;
  /** Content Safety. Default: finds an attack where a text says "override the instructions". */
  readonly shield?: RequestListener;
  /** What the gateway's managed identity gets. Default: a token. */
  readonly identityToken?: () => Promise<string>;
  /** Changes the documents: what a test does that takes a control away. */
  readonly weaken?: (outbound: string) => string;
}

export interface Outbound {
  readonly gateway: Opened;
  readonly server: Backend;
  readonly shield: Backend;
  /** Sends a JSON-RPC message; `id` 1 unless it says otherwise. */
  readonly send: (message: JsonObject, init?: RequestInit) => Promise<Answer>;
  /** Traces of one source, parsed. */
  readonly traces: (source: string) => readonly JsonObject[];
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** What Content Safety's stand-in answers to a text. */
export const verdict = (attackDetected: boolean): string =>
  JSON.stringify({ userPromptAnalysis: { attackDetected: false }, documentsAnalysis: [{ attackDetected }] });

const ORDER = ["answer", "pins", "session-mint", "shield-answer", "redact", "mark", "hygiene"];

/** The refusal as server.xml has it. */
const DENY =
  '<choose><when condition="@(((JObject)context.Variables[&quot;refusal&quot;]).Count &gt; 0)"><include-fragment fragment-id="audit" /><include-fragment fragment-id="deny" /></when></choose>';

/** Opens a gateway whose inbound side lets everything through with the variables that the real one sets. */
export async function openOutbound(setting: Setting): Promise<Outbound> {
  const server = await backend(setting.server);
  const texts: string[] = [];
  const shield = await backend(
    setting.shield ??
      ((_, res) => {
        const body = shield.received.at(-1)?.body ?? "";
        texts.push(body);
        res.setHeader("Content-Type", "application/json").end(verdict(/override the instructions/i.test(body)));
      }),
  );
  const variable = (name: string, value: string): string => `<set-variable name="${name}" value="${escaped(value)}" />`;
  const inbound = [
    variable("server", "trails"),
    variable("reasons", JSON.stringify(JSON.parse(read("reasons.json"))).replaceAll("{{", "{ {")),
    variable("user", "user-1"),
    variable("client", "client-1"),
    variable("era", setting.era ?? "session"),
    variable("approved-text", JSON.stringify({ ...approvedByDefault, ...setting.approved })),
    variable("approved", `@(JObject.Parse((string)context.Variables["approved-text"]))`),
    variable(
      "session-keys",
      `@(new JObject(new JProperty("current", new JObject(new JProperty("version", "k1"), new JProperty("key", "${SESSION_KEY}"))), new JProperty("previous", null)))`,
    ),
    variable("message", "@(context.Request.Body.As<JObject>(preserveContent: true))"),
    variable(
      "id",
      `@((((JObject)context.Variables["message"])["id"] ?? new JValue((object)null)).ToString(Newtonsoft.Json.Formatting.None))`,
    ),
    variable("method", `@((string)((JObject)context.Variables["message"])["method"] ?? "")`),
    variable(
      "kind",
      `@(((JObject)context.Variables["message"])["method"] == null ? "response" : ((JObject)context.Variables["message"])["id"] == null ? "notification" : "request")`,
    ),
    variable("inspect", `@(${(setting.inspect ?? true) ? "true" : "false"})`),
    variable("refusal", "@(new JObject())"),
  ].join("");
  const outbound = ORDER.map(
    (name) =>
      `<include-fragment fragment-id="${name}" />${["answer", "session-mint", "shield-answer"].includes(name) ? DENY : ""}`,
  )
    .concat('<include-fragment fragment-id="audit" />')
    .join("");
  const whole = withCode(
    withFragments(outbound, (name) => read(`fragments/${name}.xml`)),
    (name) => read(`expressions/${name}.cs`),
  );
  const filled = fillPolicy(whole, {
    ...(whole.includes("[[content-safety]]") ? { "content-safety": shield.origin } : {}),
    ...(whole.includes("[[redaction]]") ? { redaction: JSON.stringify(JSON.parse(read("redaction.json"))) } : {}),
  });
  const gateway = await open(
    {
      backendUrl: server.origin,
      namedValues: { "gateway-client-id": { value: "11111111-1111-1111-1111-111111111111" } },
      api: `<policies><inbound>${inbound}</inbound><backend><forward-request timeout="20" buffer-response="${(setting.buffer ?? true) ? "true" : "false"}" /></backend><outbound>${(setting.weaken ?? ((text: string) => text))(filled)}</outbound><on-error><return-response><set-status code="500" reason="Fault" /><set-body>gateway-fault</set-body></return-response></on-error></policies>`,
      operations: ["POST", "GET", "DELETE"].map((method) => ({
        operationId: method.toLowerCase(),
        method,
        urlTemplate: "/*",
        displayName: method,
      })),
    },
    setting.identityToken === undefined ? {} : { identityToken: setting.identityToken },
  );
  return {
    gateway,
    server,
    shield,
    send: async (message, init) => {
      const response = await fetch(`${gateway.origin}/api/mcp`, {
        method: "POST",
        body: JSON.stringify({ jsonrpc: "2.0", ...("notification" in message ? {} : { id: 1 }), ...message }),
        redirect: "manual",
        ...init,
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    traces: (source) =>
      gateway.traces.filter((trace) => trace.source === source).map((trace) => JSON.parse(trace.message) as JsonObject),
  };
}

/** A server that answers every request with this result. */
export function answers(result: Json, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_, res) => {
    res.writeHead(200, { "Content-Type": "application/json", ...headers });
    res.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result }));
  };
}

/** A server that answers with these bytes. */
export function bytes(body: string | Buffer, contentType = "application/json", status = 200): RequestListener {
  return (_, res) => {
    res.writeHead(status, { "Content-Type": contentType });
    res.end(body);
  };
}

/** A stream of these events, each ended. */
export const stream = (...events: readonly string[]): string => events.map((event) => `${event}\n\n`).join("");
export const event = (message: JsonObject): string => `event: message\ndata: ${JSON.stringify(message)}`;

/** The answer's result, parsed. */
export function resultOf(answer: Answer): JsonObject {
  return (JSON.parse(answer.text) as { result: JsonObject }).result;
}

/** The reason of a refusal. */
export function reasonOf(answer: Answer): string {
  const { error } = JSON.parse(answer.text) as { error?: { data: { reason: string } } };
  return error?.data.reason ?? "none";
}

/** `approved.tools` of these definitions. */
export function toolsOf(...definitions: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(
    definitions.map((definition) => [definition.name as string, { scope: "trails.read", pin: pinOf(definition) }]),
  );
}

export const text = (value: string): JsonObject => ({ content: [{ type: "text", text: value }] });
