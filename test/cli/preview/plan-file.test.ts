import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeWhole } from "../../../cli/preview/plan-file";

describe("writing the plan", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulwark-plan-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("replaces the old one and leaves nothing else", () => {
    const file = path.join(folder, "dev", "plan.json");
    writeWhole(file, "old");
    writeWhole(file, "new");
    assert.equal(readFileSync(file, "utf8"), "new");
    assert.deepEqual(readdirSync(path.dirname(file)), ["plan.json"]);
  });

  it("leaves no temporary file where it fails", () => {
    const file = path.join(folder, "dev", "plan.json");
    mkdirSync(path.join(file, "a folder in its place"), { recursive: true });
    assert.throws(() => {
      writeWhole(file, "new");
    });
    assert.deepEqual(readdirSync(path.dirname(file)), ["plan.json"]);
  });
});
