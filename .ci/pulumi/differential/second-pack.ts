/** Compiles the second program's policy pack: a pack in TypeScript is type-checked at every start, which takes seconds. */
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "../harness/installation";

const SOURCE = path.join(__dirname, "second-program/pack");

/** The compiled pack. */
export const SECOND_PACK = path.join(ROOT, "build/.ci/second-pack");

/** Writes {@link SECOND_PACK}. */
export function compilePack(): void {
  mkdirSync(SECOND_PACK, { recursive: true });
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    cpSync(path.join(SOURCE, file), path.join(SECOND_PACK, file));
  }
  buildSync({
    entryPoints: [path.join(SOURCE, "index.ts")],
    outfile: path.join(SECOND_PACK, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
}
