import assert from "node:assert/strict";
import { Laboratory } from "./laboratory";

describe("body of a message in an expression", () => {
  const laboratory = new Laboratory();
  const read = "@(context.Request.Body.As<string>())";

  it("is consumed by reading it, for the next expression and for the backend", async () => {
    const context = laboratory.open();
    assert.equal(await laboratory.text(read, context), '{"a":{"b":1}}');
    assert.equal((await laboratory.evaluate(read, context)).type, "null");
    assert.equal(await context.body("request"), undefined);
  });

  it("stays where preserveContent is true", async () => {
    const context = laboratory.open();
    const keep = '@(context.Request.Body.As<JObject>(preserveContent: true)["a"]["b"])';
    assert.equal(await laboratory.text(keep, context), "1");
    assert.equal(await laboratory.text(keep, context), "1");
    assert.deepEqual(await context.body("request"), Buffer.from('{"a":{"b":1}}'));
  });

  it("is whole again once the pipeline sets it", async () => {
    const context = laboratory.open();
    await laboratory.text(read, context);
    context.change({ request: { body: Buffer.from("new") } });
    assert.equal(await laboratory.text(read, context), "new");
  });

  it("is null where the request has none", async () => {
    const context = laboratory.open({ body: undefined });
    assert.equal(await laboratory.text("@(context.Request.Body == null)", context), "True");
    assert.equal(await context.body("request"), undefined);
  });

  it("comes out byte for byte as it went in", async () => {
    const bytes = Buffer.from([0, 255, 0xc3, 0x28, 10]);
    const context = laboratory.open({ body: bytes });
    const evaluated = await laboratory.evaluate("@(context.Request.Body.As<byte[]>(true))", context);
    assert.equal(evaluated.type, "Byte[]");
    assert.deepEqual(evaluated.bytes, bytes);
    assert.deepEqual(await context.body("request"), bytes);
  });

  it("is read as every documented type", async () => {
    const types: readonly (readonly [body: string, type: string, code: string, text: string])[] = [
      ['{"a":1}', "JObject", '["a"]', "1"],
      ['{"a":1}', "JToken", ".Type", "Object"],
      ["[1,2]", "JArray", ".Count", "2"],
      ["<a><b/></a>", "XElement", ".Name", "a"],
      ["<a><b/></a>", "XDocument", ".Root.Name", "a"],
      ["<a><b/></a>", "XNode", ".NodeType", "Document"],
    ];
    await laboratory.prepare(types.map(([, type, code]) => `@(context.Request.Body.As<${type}>()${code})`));
    for (const [body, type, code, text] of types) {
      const context = laboratory.open({ body: Buffer.from(body) });
      assert.equal(await laboratory.text(`@(context.Request.Body.As<${type}>()${code})`, context), text, type);
    }
    const form = laboratory.open({ body: Buffer.from("a=1&a=2&b=x+y") });
    const code =
      '@{ var form = context.Request.Body.AsFormUrlEncodedContent(); return form["a"].Count + form["b"][0]; }';
    assert.equal(await laboratory.text(code, form), "2x y");
  });

  it("is read as no other type", async () => {
    assert.match(
      await laboratory.thrown("@(context.Request.Body.As<Uri>())"),
      /^ArgumentException: .*write one of String/,
    );
  });

  it("turns text that looks like a date into a date, as Newtonsoft.Json does", async () => {
    const context = laboratory.open({ body: Buffer.from('{"at":"2026-01-02T03:04:05Z"}') });
    assert.equal(await laboratory.text('@(context.Request.Body.As<JObject>()["at"].Type)', context), "Date");
  });

  it("is decoded by the charset of its content type", async () => {
    const headers = [["Content-Type", "text/plain; charset=iso-8859-1"]] as const;
    assert.equal(await laboratory.text(read, laboratory.open({ headers, body: Buffer.from([0xe9]) })), "é");
    assert.equal(await laboratory.text(read, laboratory.open({ headers: [], body: Buffer.from("é") })), "é");
  });
});
