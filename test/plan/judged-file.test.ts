import assert from "node:assert/strict";
import type { JsonObject } from "../../plan/format";
import { readJudgedFile } from "../../plan/judged-file";

const PREFIX = "urn:pulumi:dev::bulwark::";
const STACK: JsonObject = {
  urn: `${PREFIX}pulumi:pulumi:Stack::bulwark-dev`,
  type: "pulumi:pulumi:Stack",
  custom: false,
};
const PROVIDER: JsonObject = {
  urn: `${PREFIX}pulumi:providers:azure-native::explicit`,
  type: "pulumi:providers:azure-native",
  custom: true,
  id: "0198c735-e72c-438f-9591-96d417ff2b44",
};
const VAULT_URN = `${PREFIX}azure-native:keyvault:Vault::vault`;
const VAULT: JsonObject = {
  urn: VAULT_URN,
  type: "azure-native:keyvault:Vault",
  custom: true,
};
const OLD_VAULT: JsonObject = { ...VAULT, id: "/old", delete: true };
const MANIFEST: JsonObject = { time: "2026-01-01T00:00:00Z", magic: "abc", version: "v3.248.0" };

function written(resources: readonly JsonObject[], manifest: JsonObject = {}, more: JsonObject = {}): string {
  return JSON.stringify({ version: 3, deployment: { manifest, resources, ...more } });
}

describe("a file to judge", () => {
  it("is planned where it is a preview's plan, though a provider has an id and others own what is read", () => {
    const read = { ...VAULT, external: true, id: "/vault" };
    const file = readJudgedFile(written([STACK, PROVIDER, read]));
    assert.equal(file.kind, "planned");
    assert.deepEqual([file.stack, file.project], ["dev", "bulwark"]);
  });

  it("is deployed where an engine recorded it, or a resource has an id", () => {
    assert.equal(readJudgedFile(written([STACK, VAULT], MANIFEST)).kind, "deployed");
    assert.equal(readJudgedFile(written([STACK, { ...VAULT, id: "/vault" }])).kind, "deployed");
  });

  it("leaves out what was replaced and is yet to be deleted, and says so", () => {
    const file = readJudgedFile(written([STACK, OLD_VAULT, { ...VAULT, id: "/new" }], MANIFEST));
    assert.deepEqual(
      file.plan.deployment.resources.map(({ id }) => id),
      [undefined, "/new"],
    );
    assert.deepEqual(file.pendingDelete, [VAULT.urn]);
  });

  it("tells of operations that were cut short and of replacements that are yet to be made", () => {
    const pending_operations = [{ type: "creating", resource: VAULT }];
    const resources = [STACK, { ...VAULT, id: "/vault", pendingReplacement: true }];
    const file = readJudgedFile(written(resources, MANIFEST, { pending_operations }));
    assert.deepEqual(file.pendingOperations, [`creating ${VAULT_URN}`]);
    assert.deepEqual(file.pendingReplacement, [VAULT.urn]);
  });

  const others: readonly (readonly [what: string, text: string, answer: RegExp])[] = [
    ["a preview", `{"steps":[]}`, /Run `bulwark plan --from-preview`/],
    ["the events of a preview", `{"sequence":0,"timestamp":1}`, /events/],
    ["a state file", `{"version":3,"checkpoint":{}}`, /Run `pulumi stack export`/],
    ["an update plan", `{"resourcePlans":{}}`, /--save-plan/],
    ["a report", `{"verdict":"passed","risks":[]}`, /report of Bulwark/],
    ["an empty stack", written([]), /no resource/],
    ["two stacks", written([STACK, { ...VAULT, urn: VAULT_URN.replace(":dev:", ":prod:") }]), /several stacks/],
    ["a URN twice", written([STACK, VAULT, VAULT]), /more than once/],
    ["resources without URNs", written([{ ...VAULT, urn: "vault" }]), /no URN/],
    ["text", "deployment:", /not JSON/],
  ];
  for (const [what, text, answer] of others) {
    it(`is not ${what}`, () => {
      assert.throws(() => readJudgedFile(text), answer);
    });
  }
});
