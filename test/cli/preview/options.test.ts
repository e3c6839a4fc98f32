import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MistakeError } from "../../../cli/mistake";
import { readStackOutputs, refuseStackName } from "../../../cli/preview/options";

describe("stack names", () => {
  it("the ones that Pulumi allows are allowed", () => {
    for (const name of ["dev", "prod-2", "a.b_c", "_x", "7", "a".repeat(100)]) {
      assert.equal(refuseStackName(name), undefined, name);
    }
  });

  it("one that leads out of the folder, hides or is an option is refused", () => {
    for (const name of ["../x", "..", ".", ".js", "", "-x", "a/b", "a\\b", "a b", "a\n", "é", "a".repeat(101)]) {
      assert.match(refuseStackName(name) ?? "", /letters, digits/u, name);
    }
  });
});

describe("outputs of other stacks", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulwark-outputs-"));
    writeFileSync(path.join(folder, "hub.json"), '{"vnetId": "/subscriptions/1"}');
    writeFileSync(path.join(folder, "list.json"), "[]");
    writeFileSync(path.join(folder, "broken.json"), "{");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("are read by name from files beside the caller", () => {
    assert.deepEqual(readStackOutputs(["org/hub/dev=hub.json"], folder), {
      "org/hub/dev": { vnetId: "/subscriptions/1" },
    });
  });

  it("a stack called __proto__ is a stack", () => {
    assert.deepEqual(Object.keys(readStackOutputs(["__proto__=hub.json"], folder)), ["__proto__"]);
  });

  it("every mistake is told at once, with its pair", () => {
    const pairs = [
      "nothing",
      "=hub.json",
      "a=",
      "a=missing.json",
      "b=list.json",
      "c=broken.json",
      "d=hub.json",
      "d=hub.json",
    ];
    assert.throws(
      () => readStackOutputs(pairs, folder),
      (error: unknown) => {
        assert.ok(error instanceof MistakeError);
        const expected = [
          /nothing: it is not NAME=FILE/u,
          /=hub\.json: it is not NAME=FILE/u,
          /a=: it is not NAME=FILE/u,
          /a=missing\.json: the file cannot be read/u,
          /b=list\.json: the file does not hold a JSON object/u,
          /c=broken\.json: the file is not JSON/u,
          /d=hub\.json: outputs of d are given twice/u,
        ];
        assert.equal(error.details.length, expected.length);
        for (const [index, pattern] of expected.entries()) {
          assert.match(error.details[index] ?? "", pattern);
        }
        return true;
      },
    );
  });
});
