/** Compiles the second program's policy pack: a pack in TypeScript is type-checked at every start, which takes seconds. */
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "../harness/installation";

const SOURCE = path.join(__dirname, "second-program/pack");

/** Answers with the compiled pack's folder. */
export function compilePack(): string {
  const folder = path.join(ROOT, "build/.ci/second-pack");
  mkdirSync(folder, { recursive: true });
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    cpSync(path.join(SOURCE, file), path.join(folder, file));
  }
  buildSync({
    entryPoints: [path.join(SOURCE, "index.ts")],
    outfile: path.join(folder, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
  return folder;
}
