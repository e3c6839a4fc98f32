import path from "node:path";
import { planFromPreview, type PlanOfPreview } from "../../plan/from-preview";
import { PreviewDocumentError } from "../../plan/preview-document";
import { findClosedSecrets } from "../../plan/secret";
import { serializePlan } from "../../plan/serialize";
import { ExitCode } from "../exit-code";
import { interrupted, MistakeError } from "../mistake";
import { countByLayer } from "../preview/layers";
import { refuseStackName } from "../preview/options";
import { count } from "../preview/page";
import { planPath, writePlan } from "../preview/plan-file";
import type { UnknownsVerdict } from "../preview/report";
import { unknownsOf } from "../preview/unknowns";
import { printable, type Terminal } from "../terminal";
import { wrap } from "../wrap";
import { inputName, readInput } from "./input";

/** What the person asked for. */
export interface PlanCall {
  /** The project's root, absolute: where build/ is. */
  readonly root: string;
  /** What relative paths in the call are relative to, absolute. */
  readonly folder: string;
  /** What the preview printed: a file, or `-`. */
  readonly fromPreview: string;
  /** The stack that it must be of; default: whichever it is. */
  readonly stack?: string;
  /** Where the plan goes; default `build/<stack>/plan.json`. */
  readonly output?: string;
  /** Whether one JSON document goes to the output in place of the lines for people. */
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** What was written, as `--json` prints it (schema: plan.schema.json). */
export interface PlanReport {
  readonly stack: string;
  /** The plan's path: from the project's root with forward slashes, or as the call names it. */
  readonly plan: string;
  /** Cloud resources: components and providers are not counted. */
  readonly resources: number;
  /** Secrets that the preview printed as `[secret]`; the plan holds them closed. */
  readonly secrets: number;
  readonly unknowns: UnknownsVerdict;
}

/**
 * Makes a plan from a real preview and writes it. Nothing is judged.
 *
 * @throws MistakeError when there is no whole preview of that stack; then nothing is written, and an earlier plan stays
 */
export async function runPlan(call: PlanCall, { out }: Terminal): Promise<ExitCode> {
  const { fromPreview, folder, root, output, signal } = call;
  const text = await readInput({ file: fromPreview, folder, signal });
  const { stack, plan } = converted(text, inputName(fromPreview));
  const refusal =
    call.stack !== undefined && call.stack !== stack
      ? `It is of stack ${stack}, and --stack asks for ${call.stack}.`
      : refuseStackName(stack);
  if (refusal !== undefined) {
    throw new MistakeError("usage", `${inputName(fromPreview)} is not the preview that was asked for.`, [refusal]);
  }
  if (signal.aborted) {
    throw interrupted();
  }
  const where = output ?? planPath(stack);
  writePlan(output === undefined ? path.join(root, where) : path.resolve(folder, output), serializePlan(plan));
  const report: PlanReport = {
    stack,
    plan: where,
    resources: countByLayer(plan.deployment.resources).reduce((sum, { resources }) => sum + resources, 0),
    secrets: findClosedSecrets(plan).length,
    unknowns: unknownsOf(plan),
  };
  out.write(call.json ? `${JSON.stringify(report, null, 2)}\n` : linesOf(report, Math.min(out.columns, 100)));
  return ExitCode.passed;
}

function converted(text: string, name: string): PlanOfPreview {
  try {
    return planFromPreview(text);
  } catch (error) {
    if (error instanceof PreviewDocumentError) {
      throw new MistakeError("usage", `${name} holds no whole preview.`, error.problems);
    }
    throw error;
  }
}

function linesOf({ stack, plan, resources, secrets, unknowns }: PlanReport, width: number): string {
  const { total, permitted, refused } = unknowns;
  const lines = [
    `Plan of stack ${stack} written to ${plan}.`,
    `  ${count(resources, "resource")}`,
    `  ${count(secrets, "secret")}, closed`,
    `  ${count(total, "unknown value")}: ${permitted} permitted, ${refused.length} not`,
    "It is not judged yet: that is what `bulwark judge` does.",
  ];
  return lines.flatMap((line) => wrap(printable(line.trimStart()), width, /^ */u.exec(line)?.[0])).join("\n") + "\n";
}
