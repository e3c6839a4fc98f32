import assert from "node:assert/strict";
import fc from "fast-check";
import { compileSchema, pinOf, validateArguments, type Json, type JsonObject } from "../../../locks";
import type { ServerSettings } from "../../../infra/settings/types";
import { call, describeInbound, errorOf, openInbound, passes, refuses, trails, type Inbound } from "./fixture";

const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    query: { type: "string", minLength: 2, maxLength: 5, pattern: "^(?:[a-z]|\u{1f600})+$" },
    limit: { type: "integer", minimum: 1, maximum: 50 },
    ratio: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    level: { enum: ["easy", "hard", 3, null, { a: [1] }] },
    since: { const: "2024-01-01T00:00:00Z" },
    tags: { type: "array", items: { type: "string", maxLength: 3 }, minItems: 1, maxItems: 2 },
    area: { type: "object", properties: { lat: { type: "number" } }, required: ["lat"], additionalProperties: false },
    names: { type: "object", additionalProperties: { type: "integer" } },
    either: { anyOf: [{ type: "string", maxLength: 2 }, { type: "null" }] },
    any: {},
  },
  required: ["query"],
  additionalProperties: false,
};

/** A server whose tool has this schema. */
function serverWithSchema(inputSchema: JsonObject): ServerSettings {
  const compiled = compileSchema(inputSchema);
  assert.ok("schema" in compiled, JSON.stringify(compiled));
  const definition = { name: "find_trails", inputSchema };
  return {
    ...trails,
    sessions: false,
    lock: {
      ...trails.lock,
      tools: [{ name: "find_trails", pin: pinOf(definition), definition, schema: compiled.schema }],
    },
  };
}

const open = (): Promise<Inbound> => openInbound({ server: serverWithSchema(SCHEMA) });

describeInbound("of arguments, the gateway", () => {
  const good: readonly JsonObject[] = [
    { query: "abc" },
    { query: "ab", limit: 1 },
    { query: "abcde", limit: 50, ratio: 0.5 },
    { query: "\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}" },
    { query: "ab", level: "easy" },
    { query: "ab", level: 3 },
    { query: "ab", level: null },
    { query: "ab", level: { a: [1] } },
    { query: "ab", since: "2024-01-01T00:00:00Z" },
    { query: "ab", tags: ["a", "bcd"] },
    { query: "ab", area: { lat: 1.5 } },
    { query: "ab", names: { anything: 1 } },
    { query: "ab", either: null },
    { query: "ab", either: "x" },
    { query: "ab", any: [{ deep: ["x", 1, null, true] }] },
    { query: "ab", limit: 2.0 },
  ];
  const bad: readonly (readonly [string, JsonObject])[] = [
    ["the arguments themselves", {}],
    ["the arguments themselves", { query: "ab", other: 1 }],
    ["query", { query: "a" }],
    ["query", { query: "abcdef" }],
    ["query", { query: "AB" }],
    ["query", { query: "ab\n" }],
    ["query", { query: 1 }],
    ["query", { query: null }],
    ["limit", { query: "ab", limit: 0 }],
    ["limit", { query: "ab", limit: 51 }],
    ["limit", { query: "ab", limit: 1.5 }],
    ["limit", { query: "ab", limit: "1" }],
    ["ratio", { query: "ab", ratio: 0 }],
    ["ratio", { query: "ab", ratio: 1 }],
    ["level", { query: "ab", level: "EASY" }],
    ["level", { query: "ab", level: "3" }],
    ["since", { query: "ab", since: "2024-01-01T00:00:00.0Z" }],
    ["tags", { query: "ab", tags: [] }],
    ["tags", { query: "ab", tags: ["a", "b", "c"] }],
    ["tags[1]", { query: "ab", tags: ["a", "long"] }],
    ["area", { query: "ab", area: {} }],
    ["area", { query: "ab", area: { lat: 1, secret: 1 } }],
    ["area.lat", { query: "ab", area: { lat: "1" } }],
    ["names.*", { query: "ab", names: { hidden: "x" } }],
    ["either", { query: "ab", either: 1 }],
    ["either", { query: "ab", either: "xyz" }],
  ];

  it("lets through what fits the approved schema", async () => {
    const gateway = await open();
    for (const args of good) await passes(gateway, () => gateway.send(call("find_trails", args)));
  });

  it("refuses the rest, and names the place without a value or a key of the caller's", async () => {
    const gateway = await open();
    for (const [where, args] of bad) {
      const answer = await refuses(
        gateway,
        { status: 200, reason: "arguments-invalid", control: "MCP05-2", code: -32602 },
        () => gateway.send(call("find_trails", args)),
      );
      assert.equal(errorOf(answer).data.where, where, JSON.stringify(args));
      assert.doesNotMatch(answer.text, /secret|hidden|other|long/);
    }
    assert.equal(gateway.shield.received.length, 0, "what is refused is shown to nobody");
  });

  it("takes missing arguments as none", async () => {
    const gateway = await openInbound({
      server: serverWithSchema({ type: "object", properties: {}, additionalProperties: false }),
    });
    await passes(gateway, () =>
      gateway.send({ jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "find_trails" } }),
    );
  });

  it("ends a pattern that takes too long, and refuses", async () => {
    const server = serverWithSchema({
      type: "object",
      properties: { q: { type: "string" } },
      additionalProperties: false,
    });
    const [tool] = server.lock.tools;
    assert.ok(tool !== undefined);
    const slow = {
      ...server,
      lock: {
        ...server.lock,
        tools: [
          {
            ...tool,
            schema: {
              type: ["object" as const],
              properties: { q: { type: ["string" as const], pattern: "^(?:a+)+$" } },
              additional: false as const,
            },
          },
        ],
      },
    };
    const gateway = await openInbound({ server: slow });
    await refuses(gateway, { status: 200, reason: "arguments-invalid", control: "MCP05-2", code: -32602 }, () =>
      gateway.send(call("find_trails", { q: `${"a".repeat(40)}!` })),
    );
  });

  it("agrees with the reference on generated arguments", async () => {
    const gateway = await open();
    const compiled = compileSchema(SCHEMA);
    assert.ok("schema" in compiled);
    const { schema } = compiled;
    const scalar = fc.oneof(
      fc.constantFrom<Json>("ab", "easy", 3, null, true, 0.5, 1, 50, "x", "\u{1f600}a", 1e21, -0.5),
      fc.string({ maxLength: 6, unit: "binary" }).filter((text) => text.isWellFormed()),
    );
    const value = fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("lat", "a", "b"), scalar, { maxKeys: 2 }),
    );
    const args = fc.record(
      {
        query: fc.oneof(fc.constant("ab"), scalar),
        limit: value,
        ratio: value,
        level: value,
        tags: value,
        area: value,
        names: value,
        either: value,
        any: value,
        z: value,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(args, async (generated) => {
        const valid = validateArguments(schema, generated).length === 0;
        const answer = await gateway.send(call("find_trails", generated), {
          claims: { oid: crypto.randomUUID() },
        });
        const reason = gateway.audits().at(-1)?.reason;
        assert.equal(reason === "arguments-invalid", !valid, `${JSON.stringify(generated)} ${answer.text}`);
      }),
      { seed: 5, numRuns: 300 },
    );
  }).timeout(120_000);
});
