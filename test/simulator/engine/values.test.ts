import assert from "node:assert/strict";
import type { Json } from "../../../plan/format";
import {
  asPlanned,
  containsUnknown,
  dependenciesOf,
  markSecretsLike,
  secret,
  settle,
  withDependencies,
  withoutReferences,
  withoutSecrets,
} from "../../../simulator/engine/values";
import { CLOSED, UNKNOWN } from "./fixture";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const output = (members: Record<string, Json>): Json => ({
  [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...members,
});
const reference = (members: Record<string, Json>): Json => ({
  [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e",
  ...members,
});

describe("engine: property values", () => {
  it("settles outputs: known, unknown, secret, at every depth", () => {
    assert.deepEqual(settle([output({ value: { a: output({}) } })]), [{ a: UNKNOWN }]);
    assert.deepEqual(settle(output({ value: "s", secret: true })), secret("s"));
    assert.deepEqual(settle(output({ secret: true })), secret(UNKNOWN));
  });

  it("takes every sentinel of an unknown for the one of plans", () => {
    assert.equal(settle("3eeb2bf0-c639-47a8-9e75-3b44932eb421"), UNKNOWN);
    assert(containsUnknown({ a: ["dd056dcd-154b-4c76-9bd3-c8f88648b5ff"] }));
  });

  it("finds the dependencies of outputs, and adds some without losing what is there", () => {
    const value = { a: [output({ value: output({ dependencies: ["x"] }), dependencies: ["y"] })] };
    assert.deepEqual([...dependenciesOf(value)].sort(), ["x", "y"]);
    for (const plain of ["p", UNKNOWN, secret("s"), output({ value: 1, dependencies: ["x"] })]) {
      const carrying = withDependencies(plain, new Set(["z"]));
      assert(dependenciesOf(carrying).has("z"));
      assert.deepEqual(settle(carrying), settle(plain));
    }
  });

  it("gives secret marks back to what lost them: like-named objects inside, anything else whole", () => {
    const marked = { a: secret("s"), b: { c: secret("s"), d: "d" }, e: [secret("s"), "x"] };
    const lost = { a: "s", b: { c: "s", d: "d" }, e: ["s", "x"], f: "new" };
    assert.deepEqual(withoutSecrets(marked), { a: "s", b: { c: "s", d: "d" }, e: ["s", "x"] });
    assert.deepEqual(markSecretsLike(lost, marked), {
      a: secret("s"),
      b: { c: secret("s"), d: "d" },
      e: secret(["s", "x"]),
      f: "new",
    });
  });

  it("gives a resource's id for a reference, unknown while it has none, and the URN of a component", () => {
    assert.equal(withoutReferences(reference({ urn: "u", id: "i" })), "i");
    assert.equal(withoutReferences(reference({ urn: "u", id: "" })), UNKNOWN);
    assert.equal(withoutReferences(reference({ urn: "u" })), "u");
  });

  it("closes secrets and sorts keys for the plan", () => {
    assert.equal(JSON.stringify(asPlanned({ b: [secret("s")], a: 1 })), JSON.stringify({ a: 1, b: [CLOSED] }));
  });
});
