import assert from "node:assert/strict";
import type { Properties } from "../../../../../simulator/engine/values";
import { Sky, subject } from "./fixture";

describe("stand-in azuread with a cloud", () => {
  let sky: Sky;
  beforeEach(() => {
    sky = new Sky();
  });
  afterEach(() => {
    sky.remove();
  });
  const token = (name: string): string => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
  const make = (type: string, inputs: Properties, name = "x") =>
    sky.entra.create(subject(token(type), name), inputs, false);

  it("refuses a second application with one identifier URI, also by an update", () => {
    make("Application", { displayName: "a", identifierUris: ["api://t/a"] });
    const other = { displayName: "b", identifierUris: ["api://t/b", "API://t/a"] };
    assert.throws(() => make("Application", other, "y"), /Request_MultipleObjectsWithSameKeyValue.*identifierUris/);
    const second = make("Application", { displayName: "b", identifierUris: ["api://t/b"] }, "y");
    assert.throws(
      () => sky.entra.update(subject(token("Application"), "y"), second, other, false),
      /Request_MultipleObjectsWithSameKeyValue/,
    );
    sky.entra.delete(subject(token("Application")), second.id);
    make("Application", { displayName: "c", identifierUris: ["api://t/b"] }, "z");
  });

  it("refuses a second service principal of one application, and deletes both together", () => {
    const application = make("Application", { displayName: "a" });
    const { clientId = "" } = application.outputs;
    const principal = make("ServicePrincipal", { clientId });
    assert.throws(() => make("ServicePrincipal", { clientId }, "y"), /already in use/);
    const resourceObjectId = principal.outputs.objectId ?? "";
    const assignment = make("AppRoleAssignment", { appRoleId: "r", principalObjectId: "p", resourceObjectId });
    sky.entra.delete(subject(token("Application")), application.id);
    assert.deepEqual([sky.has(principal.id), sky.has(assignment.id)], [false, false]);
  });

  it("makes a successor with an id of its own before the old one goes", () => {
    const assignment = { appRoleId: "r", principalObjectId: "p", resourceObjectId: "o" };
    const old = make("AppRoleAssignment", assignment);
    const changed = { ...assignment, appRoleId: "s" };
    assert.equal(sky.entra.diff(subject(token("AppRoleAssignment")), assignment, changed).deleteBeforeReplace, false);
    const successor = make("AppRoleAssignment", changed);
    sky.entra.delete(subject(token("AppRoleAssignment")), old.id);
    assert.ok(sky.has(successor.id));
  });

  it("finds what somebody changed or deleted", () => {
    const inputs = { displayName: "a", tags: ["one"] };
    const { id, outputs } = make("Application", inputs);
    sky.edit(id, (properties) => ({ ...properties, displayName: "b", clientId: "other" }));
    const found = sky.entra.read(subject(token("Application")), id, { inputs, outputs });
    assert.deepEqual(found?.inputs, { displayName: "b", tags: ["one"] });
    assert.equal(found.outputs.clientId, "other");
    sky.entra.delete(subject(token("Application")), id);
    assert.equal(sky.entra.read(subject(token("Application")), id, { inputs, outputs }), undefined);
  });
});
