/** Bodies: messages of both eras, such that are nearly ones, and such that are none. */
import fc, { type Arbitrary } from "fast-check";
import { statelessMeta, STATELESS_ERA } from "../../attacks/lab/messages";
import type { CompiledSchema, Json } from "../../locks";
import methods from "../../apim-policies/methods.json";
import type { Approvals } from "../approvals";
import { changed, fitting } from "./arguments";

type Members = Readonly<Record<string, unknown>>;

/** Seconds that the sample which takes its time may be asked for. */
const MOST_SECONDS = 1;

/** The text of a body for a server. */
export function bodyFor(approvals: Approvals): Arbitrary<string> {
  const message = messageFor(approvals);
  return fc.oneof(
    { weight: 50, arbitrary: message.map((one) => JSON.stringify(one)) },
    { weight: 1, arbitrary: message.map((one) => `\uFEFF${JSON.stringify(one)}`) },
    { weight: 1, arbitrary: message.map((one) => JSON.stringify(one).replace(/^\{/, '{"method":"tools/list",')) },
    { weight: 1, arbitrary: message.map((one) => JSON.stringify(one).replace(/^\{/, '{"\\u006dethod":"ping",')) },
    { weight: 1, arbitrary: message.map((one) => JSON.stringify([one])) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((depth) => "[".repeat(depth) + "]".repeat(depth)) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  );
}

/** The text of a message that is served to whoever may send it: for cases in which something else is wrong. */
export function soundBodyFor(approvals: Approvals): Arbitrary<string> {
  const isStateless = approvals.protocols.includes(STATELESS_ERA);
  const calls = Object.entries(approvals.tools).map(([name, { schema }]) =>
    fitting(quickened(schema)).map((given): Asked => ["tools/call", { name, arguments: given }]),
  );
  const uris = approvals.resources.map(({ uri }) => uri.replace(/\{[^}]*\}/g, "lake-loop"));
  const others: readonly Asked[] = [
    ["tools/list", {}],
    ...(isStateless ? [["server/discover", {}] as const] : [["ping", {}] as const]),
    ...Object.keys(approvals.prompts).map((name): Asked => ["prompts/get", { name, arguments: { region: "north" } }]),
    ...uris.map((uri): Asked => ["resources/read", { uri }]),
  ];
  return fc.oneof(...calls, fc.constantFrom(...others)).map(([method, params]) => {
    const whole = isStateless ? { ...params, _meta: statelessMeta() } : params;
    return JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: whole });
  });
}

/** A method and its parameters. */
type Asked = readonly [method: string, params: Members];

function messageFor(approvals: Approvals): Arbitrary<Members> {
  const isStateless = approvals.protocols.includes(STATELESS_ERA);
  const own = Object.keys(isStateless ? methods.stateless : methods.session);
  const others = [...Object.keys(methods.session), ...Object.keys(methods.stateless), "TOOLS/CALL", "tools/call ", ""];
  const method = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("tools/call", "prompts/get", "resources/read") },
    { weight: 4, arbitrary: fc.constantFrom(...own) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  return method
    .chain((name) =>
      fc.record({ name: fc.constant(name), params: paramsFor(approvals, name), shape, meta: metaOf(isStateless) }),
    )
    .map(({ name, params, shape: { without, more }, meta }) => {
      const whole =
        meta === undefined || typeof params !== "object" || params === null ? params : { ...params, _meta: meta };
      const message = { jsonrpc: "2.0", id: 1, method: name, params: whole, ...more };
      return Object.fromEntries(Object.entries(message).filter(([member]) => !without.includes(member)));
    });
}

/** What may be wrong with a message's outside; mostly nothing is. */
const shape = fc.oneof(
  { weight: 20, arbitrary: fc.record({ without: fc.constant<string[]>([]), more: fc.constant<Members>({}) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      without: fc.constant<string[]>([]),
      more: fc.record<Members>({
        id: fc.oneof(fc.integer(), fc.string({ maxLength: 10 }), fc.constantFrom(0, "", null, 1.5, 2 ** 53, [], {})),
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      without: fc.subarray(["jsonrpc", "id", "method", "params"], { minLength: 1, maxLength: 2 }),
      more: fc.constant<Members>({}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      without: fc.constant<string[]>([]),
      more: fc.constantFrom<Members[]>(
        { jsonrpc: "1.0" },
        { jsonrpc: 2 },
        { result: {} },
        { error: { code: 1, message: "x" } },
        { params: [] },
        { params: "text" },
        { extra: true },
        { method: 7 },
        { method: ["tools/call"] },
      ),
    }),
  },
);

function metaOf(isStateless: boolean): Arbitrary<Members | undefined> {
  const right = statelessMeta();
  const wrong = fc.constantFrom<(Members | undefined)[]>(
    undefined,
    {},
    { ...right, "io.modelcontextprotocol/protocolVersion": "2025-11-25" },
    { ...right, "io.modelcontextprotocol/protocolVersion": 1 },
    { progressToken: 1 },
  );
  return isStateless
    ? fc.oneof({ weight: 14, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: wrong })
    : fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: wrong });
}

function paramsFor(approvals: Approvals, method: string): Arbitrary<unknown> {
  const prompt = nameOf(approvals.prompts);
  switch (method) {
    case "tools/call":
      return callOf(approvals);
    case "prompts/get":
      return fc.record({ name: prompt, arguments: fc.constantFrom({}, { region: "north" }, { region: 1 }) });
    case "resources/read":
    case "resources/subscribe":
    case "resources/unsubscribe":
      return fc.record({ uri: uriOf(approvals) });
    case "completion/complete":
      return fc.record({
        ref: fc.oneof(
          prompt.map((name) => ({ type: "ref/prompt", name })),
          uriOf(approvals).map((uri) => ({ type: "ref/resource", uri })),
          fc.constantFrom({ type: "ref/other" }, {}),
        ),
        argument: fc.constantFrom({ name: "name", value: "l" }, {}),
      });
    case "initialize":
      return fc.record({
        protocolVersion: fc.constantFrom<unknown[]>(...approvals.protocols, "2024-11-05", "1", 1),
        capabilities: fc.constantFrom<Json[]>({}, { roots: {} }, { sampling: {}, elicitation: { form: {} } }),
        clientInfo: fc.constant({ name: "bulwark-fuzz", version: "1.0.0" }),
      });
    case "logging/setLevel":
      return fc.record({ level: fc.constantFrom<unknown[]>("info", "loud", 1) });
    default:
      return fc.constantFrom<unknown[]>({}, {}, { cursor: "x" }, { task: {} }, { requestId: 1 });
  }
}

function callOf(approvals: Approvals): Arbitrary<unknown> {
  const unknown = fc.record({ name: nameOf({}), arguments: fc.constant({}) });
  const known = Object.entries(approvals.tools).map(([name, { schema }]) => {
    const quick = quickened(schema);
    return fc.record({
      name: fc.constant(name),
      arguments: fc.oneof({ weight: 3, arbitrary: fitting(quick) }, { weight: 2, arbitrary: changed(quick) }),
    });
  });
  return fc.oneof(...known.map((arbitrary) => ({ weight: 4, arbitrary })), { weight: 1, arbitrary: unknown });
}

function nameOf(entries: Readonly<Record<string, unknown>>): Arbitrary<unknown> {
  const known = Object.keys(entries);
  const others = ["", "nothing", "constructor", "__proto__", 7, null, ["find_trails"], "FIND_TRAILS", "find_trails "];
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom<unknown[]>(...others) },
    ...(known.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...known) }]),
  );
}

function uriOf({ resources }: Approvals): Arbitrary<string> {
  const parts = fc.constantFrom("lake-loop", "x", "", "a/b", "..", "%2e%2e", "%252e", "a%2fb", "é", "\u0000", "a?b#c");
  const templates = fc.constantFrom(...resources.map(({ uri }) => uri), "file:///etc/passwd", "x://{name}");
  return fc.tuple(templates, parts, fc.boolean()).map(([uri, part, asIs]) => {
    return asIs ? uri : uri.replace(/\{[^}]*\}/g, () => part);
  });
}

/** The same schema, but nothing lasts longer than it must. */
function quickened(schema: CompiledSchema): CompiledSchema {
  const { seconds, ...others } = schema.properties ?? {};
  return seconds === undefined
    ? schema
    : { ...schema, properties: { ...others, seconds: { ...seconds, max: MOST_SECONDS } } };
}
