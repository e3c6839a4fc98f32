import assert from "node:assert/strict";
import { roles } from "../../../infra/identity/roles.json";

describe("the table of downstream roles", () => {
  const rows = Object.entries(roles);

  it("has an id of its own for each role", () => {
    const guids = rows.map(([, { guid }]) => guid);
    assert.equal(new Set(guids).size, guids.length);
    assert.ok(guids.every((guid) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid)));
  });

  it("names the type of resource that each role is meant for", () => {
    assert.ok(rows.every(([, { resourceType }]) => /^Microsoft\.\w+\/\w+$/.test(resourceType)));
  });

  it("holds no role that manages, grants or owns", () => {
    const powerful = /owner|administrator|manager|officer|operator/i;
    const managing = rows.map(([name]) => name).filter((name) => powerful.test(name) || !/ Data | User$/.test(name));
    assert.deepEqual(managing, []);
  });

  it("is sorted, so that a row is found and a duplicate is seen", () => {
    const names = rows.map(([name]) => name);
    assert.deepEqual(names, [...names].sort());
  });
});
