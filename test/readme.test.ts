import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./planned-stack";

/** What differs from run to run. */
function withoutSeconds(text: string): string {
  return text.replace(/in \d+\.\d s\./, "in N s.");
}

describe("the README", () => {
  it("shows what the preview prints", () => {
    const readme = readFileSync(path.join(projectRoot, "README.md"), "utf8");
    const shown = /```text\n(Bulwark preview: [^]*?)```/.exec(readme)?.[1];
    assert.ok(shown, "README.md shows no preview");
    const printed = execFileSync(process.execPath, ["bulwark.mjs", "preview"], {
      cwd: projectRoot,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    assert.equal(withoutSeconds(shown.trim()), withoutSeconds(printed.trim()));
  });
});
