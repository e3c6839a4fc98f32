#!/usr/bin/env node
/**
 * Compiles the TypeScript in memory order of milliseconds (no type check: that is `npm run types`), then runs the command.
 * Everything compiled lies in build/.js, but the policy pack, which is a package of its own: policies/bin.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";
import esbuild from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  write: false,
};

/** Other previews may be running what stands there: a file is replaced whole, and only by another. */
function replace({ path: file, contents }) {
  try {
    if (readFileSync(file).equals(contents)) return;
  } catch {
    // Not there yet.
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

const compiled = await Promise.all([
  esbuild.build({
    ...shared,
    entryPoints: {
      cli: "cli/bulwark.ts",
      infra: "infra/index.ts",
      "pulumi-resource-azure-native": "simulator/engine/providers/azure-native.main.ts",
      "pulumi-resource-azuread": "simulator/engine/providers/azuread.main.ts",
      "pulumi-resource-random": "simulator/engine/providers/random.main.ts",
    },
    outdir: "build/.js",
  }),
  esbuild.build({ ...shared, entryPoints: { index: "policies/index.ts" }, outdir: "policies/bin" }),
]).catch(() => process.exit(2));
compiled.flatMap(({ outputFiles }) => outputFiles).forEach(replace);

if (process.argv[2] !== "compile") {
  createRequire(import.meta.url)("./build/.js/cli.js");
}
