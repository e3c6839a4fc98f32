import type { JudgedFile } from "../../plan/judged-file";
import { findClosedSecrets, type ClosedSecretLeaf } from "../../plan/secret";
import type { JudgeResult } from "../../simulator/engine/judge";
import { reportOf, type PreviewReport } from "../preview/report";
import { unknownsOf } from "../preview/unknowns";
import { withoutClosedSecrets } from "./closed-secrets";

/**
 * The result of a judgement, as `--json` prints it (schema: judge.schema.json): a preview's report, with what only files
 * have. Its `plan` is the file as the call names it.
 */
export interface JudgeReport extends PreviewReport {
  readonly judged: JudgedFile["kind"];
  /** Secrets that nobody here can open. */
  readonly closedSecrets: readonly ClosedSecretLeaf[];
  /** URNs of what stands in the file and was not judged. */
  readonly notJudged: {
    /** Read by the program, managed by others. */
    readonly external: readonly string[];
    /** Replaced, and yet to be deleted. */
    readonly pendingDelete: readonly string[];
  };
  /** URNs of what was judged though it is deleted: its replacement is yet to be made. */
  readonly pendingReplacement: readonly string[];
  /** Operations that were cut short. */
  readonly pendingOperations: readonly string[];
}

/** Makes the report. */
export function judgeReportOf(name: string, file: JudgedFile, result: JudgeResult): JudgeReport {
  const { plan, stack, kind, pendingDelete, pendingReplacement, pendingOperations } = file;
  const closedSecrets = findClosedSecrets(plan);
  const violations = withoutClosedSecrets(result.violations, closedSecrets);
  return {
    ...reportOf({
      stack,
      plan: name,
      result: { ...result, violations, plan, closedConfigSecrets: [] },
      unknowns: unknownsOf(plan),
    }),
    judged: kind,
    closedSecrets,
    notJudged: {
      external: plan.deployment.resources.filter(({ external }) => external === true).map(({ urn }) => urn),
      pendingDelete,
    },
    pendingReplacement,
    pendingOperations,
  };
}
