import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const original = path.resolve(__dirname, "../..");

/** What a preview needs; node_modules is linked. */
const parts = [
  "Pulumi.yaml",
  "apim-policies",
  "attacks",
  "bulwark.mjs",
  "cli",
  "infra",
  "locks",
  "package.json",
  "plan",
  "policies",
  "simulator",
  "stacks",
  "tsconfig.json",
];

/** Copies the project, without what is compiled, to a new folder that the test may change and must remove. */
export function copyProject(): string {
  const root = mkdtempSync(path.join(tmpdir(), "bulwark-project-"));
  const compiled = path.join(original, "policies", "bin");
  for (const part of parts) {
    cpSync(path.join(original, part), path.join(root, part), { recursive: true, filter: (file) => file !== compiled });
  }
  symlinkSync(path.join(original, "node_modules"), path.join(root, "node_modules"), "dir");
  return root;
}

/** Writes a stack file that is the one of `dev`, changed. */
export function writeStack(root: string, stack: string, change: (dev: string) => string): void {
  const stacks = path.join(root, "stacks");
  const dev = readFileSync(path.join(stacks, "Pulumi.dev.yaml"), "utf8");
  writeFileSync(path.join(stacks, `Pulumi.${stack}.yaml`), change(dev));
}

/** What is written for a stack. */
export function written(root: string, stack: string): string[] {
  const folders = readdirSync(path.join(root, "build"));
  return folders.includes(stack) ? readdirSync(path.join(root, "build", stack)) : [];
}

/** The command in a process of its own, its output piped, as a build runs it. */
export function start(
  root: string,
  call: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  const env = { ...process.env, FORCE_COLOR: "1", CI: "true", ...environment };
  return spawn(process.execPath, [path.join(root, "bulwark.mjs"), ...call], { cwd: root, env });
}

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly log: string;
}

/** Waits for a process's end. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const text = { out: "", log: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.log += chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { exitCode, ...text };
}
