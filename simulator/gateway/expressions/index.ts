/** C# policy expressions, compiled and run: what API Management would do with them. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import allowedTypes from "./allowed-types.json";
import { cacheFolder, ExpressionCache } from "./cache";
import { ExpressionCompiler } from "./compiler";
import { WorkerHost } from "./host";
import { installMono } from "./installation";
import { mcs } from "./mcs";
import type { ExpressionHost } from "./types";

export interface ExpressionHostOptions {
  /** What `DateTime.UtcNow` and its like follow, in milliseconds since 1970. */
  readonly clock: { now(): number };
  /** Milliseconds one expression may take before its process is killed. Default 2000: real ones take less than one. */
  readonly timeoutMs?: number;
}

/**
 * Starts the process that runs expressions. Compiles it where it was not compiled before, and installs mono where it is missing.
 *
 * @throws Error one line: what to install, and how
 */
export async function startExpressionHost(options: ExpressionHostOptions): Promise<ExpressionHost> {
  installMono();
  const folder = sourceFolder();
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".cs"))
    .sort()
    .map((name) => path.join(folder, name));
  const key = createHash("sha256").update(JSON.stringify(allowedTypes));
  for (const file of files) key.update(readFileSync(file));
  const cache = new ExpressionCache(cacheFolder(key.digest("hex").slice(0, 16)));
  const program = cache.file("host.exe");
  if (!existsSync(program)) await compileHost(files, program, cache);
  return new WorkerHost({
    compiler: new ExpressionCompiler(cache, program),
    program,
    clock: options.clock,
    timeoutMs: options.timeoutMs ?? 2000,
  });
}

async function compileHost(files: readonly string[], program: string, cache: ExpressionCache): Promise<void> {
  await cache.build(async (scratch) => {
    const target = path.join(scratch, "host.exe");
    const errors = await mcs(files, target, []);
    if (errors.length > 0)
      throw new Error(errors.map(({ file, line, message }) => `${file}:${String(line)} ${message}`).join("\n"));
    renameSync(target, program);
  });
}

/** Beside this file; where it was bundled into another, below a folder above it. */
function sourceFolder(): string {
  const inProject = path.join("simulator", "gateway", "expressions", "host");
  const candidates = [path.join(__dirname, "host")];
  for (let folder = __dirname; path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    candidates.push(path.join(folder, inProject));
  }
  const found = candidates.find((folder) => existsSync(path.join(folder, "program.cs")));
  if (found === undefined) throw new Error(`The C# sources of the expression host are missing: ${inProject}`);
  return found;
}
