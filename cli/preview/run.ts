import path from "node:path";
import { serializePlan } from "../../plan/serialize";
import type { PreviewRequest, PreviewResult } from "../../simulator/engine";
import { ExitCode } from "../exit-code";
import type { Terminal } from "../terminal";
import { verdictsOf } from "../verdicts";
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
  const { root, stack, stackOutputs, policyTimeoutMs, signal } = call;
  const result = await verdictsOf(
    (run) =>
      engine({
        ...{ root, stack, stackOutputs, policyTimeoutMs },
        program: path.join(root, "build", ".js", "infra.js"),
        policyPacks: [{ path: path.join(root, "policies") }],
        ...run,
      }),
    new Progress(terminal.log),
    signal,
  );
  const plan = planPath(stack);
  const report = reportOf({ stack, plan, result, unknowns: unknownsOf(result.plan) });
  writePlan(path.join(root, plan), serializePlan(result.plan));
  terminal.out.write(
    call.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : summaryOf(report, (performance.now() - start) / 1000, terminal.out),
  );
  return report.verdict === "passed" ? ExitCode.passed : ExitCode.failed;
}
