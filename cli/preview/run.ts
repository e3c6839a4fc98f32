import path from "node:path";
import { serializePlan } from "../../plan/serialize";
import { InterruptedError, type PreviewRequest, type PreviewResult } from "../../simulator/engine";
import { ExitCode } from "../exit-code";
import { interrupted, MistakeError } from "../mistake";
import type { Terminal } from "../terminal";
import type { StackOutputs } from "./options";
import { planPath, writePlan } from "./plan-file";
import { Progress } from "./progress";
import { reportOf } from "./report";
import { summaryOf } from "./summary";
import { unknownsOf } from "./unknowns";

/** What makes plans and verdicts: `preview` of simulator/engine. */
export type PreviewEngine = (request: PreviewRequest) => Promise<PreviewResult>;

/** What the person asked for. */
export interface PreviewCall {
  /** The project's root, absolute: where Pulumi.yaml, stacks/, policies/ and build/ are. */
  readonly root: string;
  readonly stack: string;
  /** Whether one JSON document goes to the output in place of the summary. */
  readonly json: boolean;
  readonly stackOutputs: StackOutputs;
  /** Milliseconds within which the policy pack must answer each call. */
  readonly policyTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Previews a stack, writes its plan, and shows what would be built and whether it is hardened.
 *
 * @returns `passed`, or `failed` where a mandatory rule is violated or a value is unknown where none may be
 * @throws MistakeError or the engine's PreviewError where there is no plan; then nothing is written, and the plan of an earlier preview stays
 */
export async function runPreview(call: PreviewCall, engine: PreviewEngine, terminal: Terminal): Promise<ExitCode> {
  const start = performance.now();
  const result = await previewed(call, engine, new Progress(terminal.log));
  const plan = planPath(call.stack);
  const report = reportOf({ stack: call.stack, plan, result, unknowns: unknownsOf(result.plan) });
  writePlan(path.join(call.root, plan), serializePlan(result.plan));
  terminal.out.write(
    call.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : summaryOf(report, (performance.now() - start) / 1000, terminal.out),
  );
  return report.verdict === "passed" ? ExitCode.passed : ExitCode.failed;
}

async function previewed(call: PreviewCall, engine: PreviewEngine, progress: Progress): Promise<PreviewResult> {
  const { root, stack, stackOutputs, policyTimeoutMs, signal } = call;
  try {
    const result = await engine({
      root,
      stack,
      program: path.join(root, "build", ".js", "infra.js"),
      policyPacks: [{ path: path.join(root, "policies") }],
      stackOutputs,
      policyTimeoutMs,
      onEvent: progress.onEvent,
      signal,
    });
    signal.throwIfAborted();
    if (result.policies.length === 0) {
      throw new MistakeError("pack", "The policy pack in policies/ holds no rule, so nothing would be judged.");
    }
    return result;
  } catch (error) {
    // Ctrl-C reaches the child processes too: how they end then is no mistake of theirs.
    if (signal.aborted || error instanceof InterruptedError) {
      throw interrupted();
    }
    throw error;
  } finally {
    progress.end();
  }
}
