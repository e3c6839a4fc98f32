import assert from "node:assert/strict";
import {
  immutableProperties,
  knownClass,
  refusedProperties,
} from "../../../../simulator/engine/providers/azure-native-classes";
import { differences } from "../../../../simulator/engine/providers/difference";
import replaces from "../../../../simulator/engine/providers/shapes/replaces.json";
import { membersOf } from "../../../../simulator/engine/providers/shape";
import type { Properties } from "../../../../simulator/engine/values";
import { UNKNOWN } from "../fixture";

/** Each difference as one line. */
function shown(before: Properties, after: Properties, ...immutable: string[]): readonly string[] {
  return [...differences(before, after, new Set(immutable))].map(
    ([path, { kind, replaces: replacing }]) => `${kind} ${path}${replacing ? " replaces" : ""}`,
  );
}

describe("differences between inputs", () => {
  it("names each place, in objects and lists, added and taken away", () => {
    assert.deepEqual(shown({ a: { b: 1, c: 2 }, l: [1, { x: 1 }] }, { a: { b: 2, d: 3 }, l: [1, { x: 2 }, 3] }), [
      "update a.b",
      "delete a.c",
      "add a.d",
      "update l[1].x",
      "add l[2]",
    ]);
    assert.deepEqual(shown({ tags: { "a.b": "1" } }, { tags: { "a.b": "2" } }), [`update tags["a.b"]`]);
    assert.deepEqual(shown({ a: 1, gone: null }, { a: 1, __own: true }), []);
  });

  it("replaces for a place in the table, whatever is in it, and never for one beside it", () => {
    assert.deepEqual(shown({ sku: { name: "a", tier: "x" } }, { sku: { name: "b", tier: "y" } }, "sku.name"), [
      "update sku.name replaces",
      "update sku.tier",
    ]);
    assert.deepEqual(shown({ subnet: { id: "a" } }, { subnet: { id: "b" } }, "subnet"), ["update subnet.id replaces"]);
    assert.deepEqual(shown({ l: [{ id: 1, b: 1 }] }, { l: [{ id: 2, b: 2 }] }, "l[].id"), [
      "update l[0].b",
      "update l[0].id replaces",
    ]);
  });

  it("takes an unknown for another value", () => {
    assert.deepEqual(shown({ principalId: "p" }, { principalId: UNKNOWN }, "principalId"), [
      "update principalId replaces",
    ]);
    assert.deepEqual(shown({ a: UNKNOWN }, { a: UNKNOWN }), ["update a"]);
  });

  it("tells locations apart without regard to case and spaces, groups without regard to case", () => {
    assert.deepEqual(shown({ location: "West US" }, { location: "westus" }), []);
    assert.deepEqual(shown({ resourceGroupName: "RG" }, { resourceGroupName: "rg" }), []);
    assert.deepEqual(shown({ tags: { location: "A" } }, { tags: { location: "a" } }), ["update tags.location"]);
  });
});

describe("azure-native's table of immutable properties", () => {
  it("names properties that the classes have", () => {
    for (const [token, { properties }] of Object.entries(replaces["azure-native"])) {
      const known = knownClass(token);
      assert.ok(known, token);
      const named = new Set([
        ...membersOf(known.class.members).map(({ name }) => name),
        ...[known.class.scope ?? "", "name"],
      ]);
      for (const path of [...properties, ...refusedProperties(token)]) {
        assert.ok(named.has(path.split(".")[0] ?? ""), `${token} ${path}`);
      }
    }
  });

  it("holds for versioned tokens too, and always has what ids are made of", () => {
    const token = "azure-native_network_v20240101:network:PublicIPAddress";
    assert.ok(immutableProperties(token).has("publicIPAddressVersion"));
    for (const part of ["resourceGroupName", "serviceName", "apiId", "operationId"]) {
      assert.ok(immutableProperties("azure-native:apimanagement:ApiOperation").has(part), part);
    }
    assert.ok(immutableProperties("azure-native:monitor:DiagnosticSetting").has("resourceUri"));
  });

  it("replaces a role assignment whose principal is another, or is not known yet", () => {
    const properties = immutableProperties("azure-native:authorization:RoleAssignment");
    assert.deepEqual(shown({ principalId: "a" }, { principalId: UNKNOWN }, ...properties), [
      "update principalId replaces",
    ]);
  });
});
