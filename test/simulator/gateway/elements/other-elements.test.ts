import assert from "node:assert/strict";
import { describeGateway, problemsOf } from "../fixture";
import { ELEMENTS } from "../../../../simulator/gateway/elements/registry";
import { NOT_SIMULATED } from "../../../../simulator/gateway/elements/not-simulated";

describeGateway("policies without a stand-in", () => {
  it("are refused by name, never skipped", async () => {
    for (const name of ["authentication-certificate", "json-to-xml", "validate-parameters", "cache-lookup"]) {
      assert.match((await problemsOf({ inbound: `<${name} />` })).join(), new RegExp(`<${name}> is not simulated`));
    }
    assert.match((await problemsOf({ inbound: `<validate-everything />` })).join(), /is no policy of API Management/);
  });

  it("are not executed as well", () => {
    assert.deepEqual(
      [...ELEMENTS.keys()].filter((name) => NOT_SIMULATED.has(name)),
      [],
    );
  });

  it("cite a page of the reference each, under their own name", () => {
    for (const [name, element] of ELEMENTS) {
      assert.equal(element.name, name);
      assert.notEqual(element.reference, "");
      assert.notEqual(element.sections.length, 0);
    }
  });
});
