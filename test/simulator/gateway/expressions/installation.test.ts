import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { installMono, missingPrograms } from "../../../../simulator/gateway/expressions/installation";

describe("mono on this machine", () => {
  const usual = process.env.PATH;
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bulwark-installation-"));
    process.env.PATH = folder;
  });
  afterEach(async () => {
    process.env.PATH = usual;
    await rm(folder, { recursive: true });
  });

  it("is found by its programs", async () => {
    assert.deepEqual(missingPrograms().slice(0, 2), ["mcs", "mono"]);
    for (const program of ["mcs", "mono"]) await writeFile(path.join(folder, program), "", { mode: 0o755 });
    assert.deepEqual(
      missingPrograms().filter((name) => name !== "Newtonsoft.Json"),
      [],
    );
  });

  it("is asked for in one line, with the command, where it cannot be installed", () => {
    assert.throws(installMono, ({ message }: Error) => {
      assert.match(message, /^Policy expressions are C# and need mono.*run "sudo apt-get install mono-mcs .*"[^\n]*$/);
      return true;
    });
  });
});
