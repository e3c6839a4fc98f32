/** The processes that the host has started; none outlives it. */
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const running = new Set<ChildProcess>();

/** One of the genuine entry points of `@pulumi/pulumi`, and for whom it runs. */
export interface GenuineStart {
  readonly command: "run" | "run-policy-pack";
  /** Folder from which `@pulumi/pulumi` is found: the program's or the pack's own, absolute. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether the caller reads its output; otherwise it goes where the host's own goes: to the CLI. */
  readonly piped: boolean;
}

/**
 * Starts it under the Node that runs us.
 *
 * @throws Error when `@pulumi/pulumi` is not installed there. The CLI looks for the words "Cannot find module".
 */
export function startGenuine(start: GenuineStart): ChildProcess {
  const module = `@pulumi/pulumi/cmd/${start.command}`;
  const script = createRequire(path.join(start.folder, "package.json")).resolve(`${module}/index.js`);
  const output = start.piped ? "pipe" : "inherit";
  const child = spawn(process.execPath, [script, ...start.args], {
    cwd: start.cwd,
    env: start.env,
    stdio: ["ignore", output, output],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Resolves with the exit status when the process has ended and its output is read; a signal counts as status -1. */
export function ending(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve(code ?? -1);
    });
  });
}

/** Ends whatever still runs. */
export function endAll(): void {
  running.forEach((child) => child.kill("SIGKILL"));
}
