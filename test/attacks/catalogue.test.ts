import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { catalogue } from "../../attacks/catalogue";
import { fakeLab } from "./fake-lab";

const FOLDER = path.resolve(__dirname, "../../attacks/catalogue");

/** `mcp07/no-token` for each file that holds an attack. */
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && path.basename(file) !== "index.ts")
  .map((file) => file.replace(/\.ts$/, "").replaceAll(path.sep, "/"))
  .sort();

describe("the catalogue of attacks", () => {
  it("has every attack that stands in a file, under the file's name and risk, once", () => {
    const load = createRequire(__filename);
    const listed = catalogue.map(({ id, risk }) => `${risk.toLowerCase()}/${id}`);
    const holding: string[] = [];
    for (const file of FILES) {
      const exported = load(path.join(FOLDER, file)) as object;
      if ("attack" in exported) holding.push(file);
    }
    assert.deepEqual(listed.sort(), holding);
  });

  for (const attack of catalogue) {
    it(`${attack.id}: says what it is, and tries something at the sample servers, each once`, () => {
      assert.ok(attack.title.length > 10 && attack.why.endsWith("."));
      assert.ok(attack.controls.length > 0);
      for (const control of attack.controls) assert.match(control, /^MCP(?:0[1-9]|10)-\d+$/);
      const names = [...attack.attempts(fakeLab())].map(({ name }) => name);
      assert.ok(names.length > 0);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });
  }
});
