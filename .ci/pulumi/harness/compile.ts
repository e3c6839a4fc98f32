/**
 * Compiles what the real CLI is to run: once, before all tests, since some of them run side by side. Mocha is told by
 * `--require` (.ci/pulumi/.mocharc.json).
 */
import { execFileSync } from "node:child_process";
import { buildSync } from "esbuild";
import { compilePack } from "../differential/second-pack";
import { ROOT } from "./installation";
import { timed } from "./timing";

/** Compiles program, policy packs, providers and language host into `build/`. */
export function compile(): void {
  timed("language host, providers, program and policy packs", () => {
    execFileSync(process.execPath, ["bulwark.mjs", "compile"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
    compilePack();
    buildSync({
      absWorkingDir: ROOT,
      entryPoints: { "pulumi-language-nodejs": ".ci/pulumi/language-host/main.ts" },
      outdir: "build/.ci",
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      packages: "external",
      sourcemap: true,
      logLevel: "warning",
    });
  });
}

/** Mocha's name for what it runs once, before everything. */
export const mochaGlobalSetup = compile;
