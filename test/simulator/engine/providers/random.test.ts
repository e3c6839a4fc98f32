import assert from "node:assert/strict";
import { random } from "../../../../simulator/engine/providers/random";

const provider = random.configure({});
const BYTES = "random:index/randomBytes:RandomBytes";
const subject = (name: string, type = BYTES) => ({ type, name, urn: `urn:pulumi:dev::p::${type}::${name}` });

describe("stand-in random", () => {
  it("refuses what is missing or of the wrong type, and every class but bytes", () => {
    assert.deepEqual(
      provider
        .check(subject("x"), { keepers: "x" })
        .failures.map(({ reason }) => reason)
        .sort(),
      ["'keepers' should be of type 'object' but got a string", "missing required property 'length'"],
    );
    assert.deepEqual(provider.check(subject("x"), { length: 32 }).failures, []);
    assert.match(
      provider.check(subject("x", "random:index/randomPassword:RandomPassword"), { length: 32 }).failures[0]?.reason ??
        "",
      /Nothing here stands in for random:index\/randomPassword/,
    );
  });

  it("makes nothing in a preview", () => {
    assert.deepEqual(provider.create(subject("x"), { length: 32 }, true), { id: "", outputs: { length: 32 } });
  });

  it("makes as many bytes as asked for: the same for the same resource, others for others and for other keepers", () => {
    const made = (name: string, rotated: string): unknown =>
      provider.create(subject(name), { length: 40, keepers: { rotated } }, false).outputs.base64;
    assert.equal(Buffer.from(String(made("x", "a")), "base64").length, 40);
    assert.equal(made("x", "a"), made("x", "a"));
    assert.equal(new Set([made("x", "a"), made("y", "a"), made("x", "b")]).size, 3);
  });

  it("makes them anew when length or keepers change", () => {
    const before = { length: 32, keepers: { rotated: "a" } };
    assert.deepEqual(provider.diff(subject("x"), before, { ...before, keepers: { rotated: "b" } }).replaces.length, 1);
    assert.deepEqual(provider.diff(subject("x"), before, { ...before, length: 64 }).replaces, ["length"]);
    assert.deepEqual(provider.diff(subject("x"), before, before).replaces, []);
  });
});
