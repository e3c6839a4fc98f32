/** One preview, measured as a person waits for it: from the command to its end. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { start, type Running } from "../.ci/pulumi/harness/command";
import type { RealStack } from "../.ci/pulumi/harness/stack";
import { readPlan } from "../plan/read";
import type { PreviewReport } from "../cli/preview/report";
import { MemoryWatch } from "./memory";
import { whenSaid } from "./said";
import { verdictsOn } from "./verdicts";

/** Longer than any preview takes; a command that hangs is killed. */
const TIMEOUT_MS = 600_000;

/** What ends the benchmark early: the preview that runs is ended, which fails it, and everything is removed. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** How a preview went. */
export interface Measured {
  readonly seconds: number;
  /** Most memory of the whole process tree at one time, in bytes; 0 when nobody asked for it. */
  readonly peakBytes: number;
}

/** How an offline preview went, and what it found. */
export interface MeasuredOffline extends Measured {
  /** Seconds until the program had ended, with the start of all processes. */
  readonly programSeconds: number;
  /** Seconds from then on: the verdicts that were still open, those on the stack as a whole, plan and summary. */
  readonly rulesSeconds: number;
  readonly resources: number;
  readonly rules: { readonly met: number; readonly notApplicable: number };
  readonly verdicts: number;
}

/** What to look at besides the time: looking costs a little. */
export interface Looks {
  readonly memory: boolean;
}

/**
 * Previews a stack as `npm run preview` does.
 *
 * @throws Error when a rule is violated or the preview fails: what was measured is then not what is claimed
 */
export async function previewOffline(stack: RealStack, { memory }: Looks): Promise<MeasuredOffline> {
  const running = start({
    binary: process.execPath,
    args: ["bulwark.mjs", "preview", "--stack", stack.name, "--json"],
    cwd: stack.folder,
    env: process.env,
    timeoutMs: TIMEOUT_MS,
  });
  const judging = whenSaid(running.process, "Judging the plan");
  const measured = await measure(running, memory);
  const programSeconds = (await judging) ?? measured.seconds;
  return { ...measured, programSeconds, rulesSeconds: measured.seconds - programSeconds, ...foundIn(stack, measured) };
}

/** `npm run preview`, with what npm itself takes. */
export async function previewByNpm(stack: RealStack): Promise<Measured> {
  const running = start({
    binary: "npm",
    args: ["run", "--silent", "preview", "--", "--stack", stack.name],
    cwd: stack.folder,
    env: process.env,
    timeoutMs: TIMEOUT_MS,
  });
  return measure(running, false);
}

/** How the real CLI loads the program. */
export type Program = "as written" | "transpiled only";

/** Previews a stack with the real CLI and the same pack. */
export async function previewReal(stack: RealStack, program: Program, { memory }: Looks): Promise<Measured> {
  const running = stack.start(["preview", "--policy-pack", path.join(stack.folder, "policies")], {
    PULUMI_NODEJS_TRANSPILE_ONLY: String(program === "transpiled only"),
  });
  return measure(running, memory);
}

async function measure({ process: child, outcome }: Running, memory: boolean): Promise<Measured & { stdout: string }> {
  const watch = memory && child.pid !== undefined ? new MemoryWatch(child.pid) : undefined;
  // It is in a process group of its own, where Ctrl-C does not reach it.
  const interrupt = (): void => void child.kill("SIGINT");
  SIGNALS.forEach((signal) => process.once(signal, interrupt));
  try {
    const { code, seconds, stdout, stderr } = await outcome;
    if (code !== 0) {
      throw new Error(`a preview ended with ${String(code)}: ${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
    }
    return { seconds, stdout, peakBytes: watch?.stop() ?? 0 };
  } finally {
    SIGNALS.forEach((signal) => process.off(signal, interrupt));
    watch?.stop();
  }
}

function foundIn(
  stack: RealStack,
  { stdout }: { readonly stdout: string },
): Pick<MeasuredOffline, "resources" | "rules" | "verdicts"> {
  const report = JSON.parse(stdout) as PreviewReport;
  const plan = readPlan(readFileSync(path.join(stack.folder, report.plan), "utf8"));
  const met = report.rules.filter(({ verdict }) => verdict === "passed").length;
  return {
    resources: plan.deployment.resources.length,
    rules: { met, notApplicable: report.rules.length - met },
    verdicts: verdictsOn(plan.deployment.resources),
  };
}
