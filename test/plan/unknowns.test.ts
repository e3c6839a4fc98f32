import assert from "node:assert/strict";
import { SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN, type Plan, type PlanResource } from "../../plan/format";
import { findUnknowns, judgeUnknowns, PERMITTED_UNKNOWNS } from "../../plan/unknowns";

const application: PlanResource = {
  urn: "urn:pulumi:s::p::azuread:index/application:Application::a",
  custom: true,
  type: "azuread:index/application:Application",
  inputs: { displayName: "a" },
};
const namedValue: PlanResource = {
  urn: "urn:pulumi:s::p::azure-native:apimanagement:NamedValue::n",
  custom: true,
  type: "azure-native:apimanagement/v20240501:NamedValue",
  inputs: { value: UNKNOWN },
  propertyDependencies: { value: [application.urn] },
};

function planOf(...resources: readonly PlanResource[]): Plan {
  return { version: 3, deployment: { manifest: {}, resources } };
}

describe("unknowns of a plan", () => {
  it("are found at every depth, with their paths", () => {
    const found = findUnknowns(planOf({ ...application, inputs: { a: UNKNOWN, b: [{ "c d": UNKNOWN }, UNKNOWN] } }));
    assert.deepEqual(
      found.map(({ path }) => path),
      ["a", 'b[0]["c d"]', "b[1]"],
    );
  });

  it("are not looked for in components, providers, reads, outputs and closed secrets", () => {
    const secret = { [SIGNATURE_KEY]: SECRET_SIGNATURE, ciphertext: UNKNOWN } as const;
    const found = findUnknowns(
      planOf(
        { ...application, custom: false, inputs: { a: UNKNOWN } },
        { ...application, type: "pulumi:providers:azuread", inputs: { a: UNKNOWN } },
        { ...application, external: true, inputs: { a: UNKNOWN } },
        { ...application, outputs: { a: UNKNOWN }, inputs: { s: secret } },
      ),
    );
    assert.deepEqual(found, []);
  });

  it("are permitted where the table names the place and the plan names the source", () => {
    const [judged] = judgeUnknowns(planOf(application, namedValue));
    assert.equal(judged?.permitted, true);
    assert.deepEqual(judged.sources, [application.urn]);
    assert.match(judged.row?.why ?? "", /named value/);
  });

  it("are not permitted without the source among the dependencies of that very property", () => {
    const wrong: readonly (readonly [string, string])[] = [
      ["other", application.urn],
      ["value", namedValue.urn],
    ];
    for (const propertyDependencies of [{}, ...wrong.map(([property, urn]) => ({ [property]: [urn] }))]) {
      const [judged] = judgeUnknowns(planOf(application, { ...namedValue, propertyDependencies }));
      assert.equal(judged?.permitted, false);
      assert.match(judged.problem ?? "", /depends on no/);
    }
  });

  it("are not permitted anywhere else", () => {
    const [judged] = judgeUnknowns(planOf({ ...application, inputs: { displayName: UNKNOWN } }));
    assert.equal(judged?.permitted, false);
    assert.match(judged.problem ?? "", /no row of the table/);
  });

  it("stand at single leaves in the table: no row permits a whole object or list", () => {
    const containers = new Set(
      PERMITTED_UNKNOWNS.flatMap(({ type, path }) =>
        path
          .split(".")
          .slice(0, -1)
          .map((_, index, parts) => `${type} ${parts.slice(0, index + 1).join(".")}`),
      ),
    );
    for (const { type, path } of PERMITTED_UNKNOWNS) {
      assert.ok(!containers.has(`${type} ${path}`), `${type} ${path}`);
    }
  });

  it("have a source and a reason in each row, and no row twice", () => {
    const keys = PERMITTED_UNKNOWNS.map(({ type, path }) => `${type} ${path}`);
    assert.equal(new Set(keys).size, keys.length);
    for (const { from, why } of PERMITTED_UNKNOWNS) {
      assert.notEqual(from.length, 0);
      assert.notEqual(why, "");
    }
  });
});
