/** Runs the program: a genuine `@pulumi/pulumi/cmd/run` process. */
import { createRequire } from "node:module";
import path from "node:path";
import type { Children, Ending } from "./children";
import { PreviewError } from "./failure";
import { lighterStart } from "./lighter-start";
import { ORGANIZATION } from "./organization";
import { OutputTail } from "./output-tail";
import type { Project } from "./project";
import { SAFE_INSPECTION } from "./safe-inspection";
import type { StackConfig } from "./stack-file";

/** What to run and for whom. */
export interface ProgramStart {
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  /** Address of monitor and engine. */
  readonly address: string;
  /** Compiled JavaScript entry, absolute; default: what `Pulumi.yaml` names. */
  readonly program?: string;
  /** Whether errors know where they come from, which is slow. */
  readonly traces: boolean;
}

/** How the program ended and what it printed. */
export interface ProgramRun {
  readonly ending: Ending;
  readonly output: OutputTail;
}

/**
 * The SDK takes a stack trace for each registration, for errors that seldom come: without, 1,500 resources took 8 s instead
 * of 21 (measured).
 */
const NO_TRACES = "--stack-trace-limit=0";

/**
 * V8 lets the heap grow by this much, in percent, before it collects again; by itself it doubles it and more where the machine
 * has memory to spare. At 100 servers some 940 MiB for all of a preview instead of 1,050, and a tenth more time (measured).
 */
const SMALLER_HEAP = "--heap-growing-percent=25";

/** Runs the program to its end. */
export async function runProgram(children: Children, start: ProgramStart): Promise<ProgramRun> {
  const { project, stack, config, address } = start;
  const runner = runnerScript(project);
  const typescript = start.program === undefined && project.typescript;
  const child = children.start({
    nodeOptions: start.traces
      ? [SAFE_INSPECTION]
      : [NO_TRACES, SMALLER_HEAP, lighterStart(runner, { compiled: !typescript })],
    script: runner,
    args: [
      ...["--monitor", address, "--engine", address, "--organization", ORGANIZATION],
      ...["--project", project.name, "--stack", stack, "--root-directory", project.root],
      ...["--pwd", project.programFolder, "--parallel", "16", "--dry-run"],
      start.program ?? project.entryPoint,
    ],
    cwd: project.programFolder,
    env: {
      PULUMI_CONFIG: JSON.stringify(config.values),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript),
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
  });
  const output = new OutputTail(child);
  return { ending: await child.ended, output };
}

/** The genuine runner, from where the program would load `@pulumi/pulumi`. */
function runnerScript(project: Project): string {
  for (const from of [project.programFolder, project.root]) {
    try {
      return createRequire(path.join(from, "package.json")).resolve("@pulumi/pulumi/cmd/run/index.js");
    } catch {
      // The next place may have it.
    }
  }
  throw new PreviewError(
    "program",
    `@pulumi/pulumi is not installed for the program in ${project.programFolder}. Run 'npm ci' in ${project.root}.`,
  );
}
