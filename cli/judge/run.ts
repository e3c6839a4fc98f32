import path from "node:path";
import { JudgedFileError, readJudgedFile, type JudgedFile } from "../../plan/judged-file";
import { PlanFormatError } from "../../plan/read";
import { judgePlan, type JudgeRequest, type JudgeResult } from "../../simulator/engine/judge";
import { ExitCode } from "../exit-code";
import { MistakeError } from "../mistake";
import { inputName, readInput } from "../plan/input";
import { Progress } from "../preview/progress";
import { summaryOf } from "../preview/summary";
import type { Terminal } from "../terminal";
import { verdictsOf } from "../verdicts";
import { judgeReportOf } from "./report";
import { judgeWording } from "./wording";

/** What gives verdicts: `judgePlan` of simulator/engine. */
export type JudgeEngine = (request: JudgeRequest) => Promise<JudgeResult>;

/** What the person asked for. */
export interface JudgeCall {
  /** The project's root, absolute: where policies/ is. */
  readonly root: string;
  /** What a relative file is relative to, absolute. */
  readonly folder: string;
  /** The plan or the export: a file, or `-`. */
  readonly file: string;
  /** Whether one JSON document goes to the output in place of the summary. */
  readonly json: boolean;
  /** Milliseconds within which the policy pack must answer each call. */
  readonly policyTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Judges a plan or an export, and shows whether it is hardened.
 *
 * @returns `passed`, or `failed` where a mandatory rule is violated or a value is unknown where none may be
 * @throws MistakeError when the file is neither; the engine's PreviewError when the pack is wrong
 */
export async function runJudge(
  call: JudgeCall,
  terminal: Terminal,
  engine: JudgeEngine = judgePlan,
): Promise<ExitCode> {
  const start = performance.now();
  const file = read(await readInput(call), call.file);
  const { root, policyTimeoutMs, signal } = call;
  const { plan, stack, project } = file;
  const policyPacks = [{ path: path.join(root, "policies") }];
  const result = await verdictsOf(
    (run) => engine({ root, plan, stack, project, policyPacks, policyTimeoutMs, ...run }),
    new Progress(terminal.log),
    signal,
  );
  const report = judgeReportOf(call.file, file, result);
  terminal.out.write(
    call.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : summaryOf(report, (performance.now() - start) / 1000, terminal.out, judgeWording(report)),
  );
  return report.verdict === "passed" ? ExitCode.passed : ExitCode.failed;
}

function read(text: string, name: string): JudgedFile {
  try {
    return readJudgedFile(text);
  } catch (error) {
    if (error instanceof PlanFormatError || error instanceof JudgedFileError) {
      throw new MistakeError("usage", `${inputName(name)} cannot be judged.`, [error.message]);
    }
    throw error;
  }
}
