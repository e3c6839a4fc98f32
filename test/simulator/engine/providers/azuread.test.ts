import assert from "node:assert/strict";
import { azuread } from "../../../../simulator/engine/providers/azuread";
import type { Properties } from "../../../../simulator/engine/values";

const provider = azuread.configure({ tenantId: "t" });
const token = (name: string): string => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const subject = (name: string) => ({ type: token(name), name: "x", urn: `urn:pulumi:dev::p::${token(name)}::x` });
const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

describe("stand-in azuread", () => {
  it("refuses what is missing or of the wrong type", () => {
    const { failures } = provider.check(subject("Application"), { identifierUris: "api://x" });
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      ["missing required property 'displayName'", "'identifierUris' should be of type 'array' but got a string"].sort(
        (left, right) => (failures[0]?.reason === left ? -1 : failures[0]?.reason === right ? 1 : 0),
      ),
    );
    assert.deepEqual(provider.check(subject("Application"), { displayName: "x" }).failures, []);
  });

  it("gives no id and only the inputs in preview: all that Entra gives stays unknown", () => {
    assert.deepEqual(provider.create(subject("Application"), { displayName: "x" }, true), {
      id: "",
      outputs: { displayName: "x" },
    });
  });

  it("gives ids of the form that Entra's resources have, always the same for the same resource", () => {
    const forms: [string, Properties, RegExp][] = [
      ["Application", { displayName: "x" }, new RegExp(`^/applications/${GUID}$`)],
      ["ServicePrincipal", { clientId: "c" }, new RegExp(`^/servicePrincipals/${GUID}$`)],
      [
        "ApplicationFederatedIdentityCredential",
        { applicationId: "/applications/a" },
        new RegExp(`^/applications/a/federatedIdentityCredential/${GUID}$`),
      ],
      ["Group", { displayName: "g" }, new RegExp(`^${GUID}$`)],
    ];
    for (const [name, inputs, form] of forms) {
      const { id } = provider.create(subject(name), inputs, false);
      assert.match(id, form);
      assert.equal(provider.create(subject(name), inputs, false).id, id);
    }
    const { outputs } = provider.create(subject("Application"), { displayName: "x" }, false);
    assert.match(JSON.stringify(outputs.clientId), new RegExp(`^"${GUID}"$`));
    assert.notEqual(outputs.clientId, outputs.objectId);
  });

  it("replaces an assignment whose parts change, and updates an application", () => {
    const assignment = { appRoleId: "r", principalObjectId: "p", resourceObjectId: "o" };
    const difference = provider.diff(subject("AppRoleAssignment"), assignment, { ...assignment, appRoleId: "s" });
    assert.deepEqual([difference.replaces, difference.deleteBeforeReplace], [["appRoleId"], true]);
    assert.deepEqual(provider.diff(subject("Application"), { displayName: "x" }, { displayName: "y" }).replaces, []);
  });

  it("refuses functions that only Entra could answer, by name", () => {
    assert.throws(() => provider.invoke("azuread:index/getGroup:getGroup", {}), /getGroup.*Entra/);
  });
});
