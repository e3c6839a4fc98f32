/**
 * Previews a Pulumi program with no Azure, no credentials and no Pulumi CLI: the genuine program runner and the genuine
 * policy analyzer of the npm packages do the work, this is the engine between them (docs/decisions, 11). It previews a
 * first deployment: no prior state, no diffing. Nothing is written to disk.
 */
import { setTimeout } from "node:timers/promises";
import { InterruptedError, messageOf, PreviewError } from "./failure";
import { whenAborted } from "./interruption";
import { toPlan } from "./plan";
import type { PreviewRequest, PreviewResult } from "./preview-types";
import { programFailure } from "./program-failure";
import { readProject } from "./project";
import { Session, type SessionStart } from "./session";
import { readStackConfig } from "./stack-file";
import { allAsPlanned } from "./values";
import { inVerdictOrder } from "./verdict-order";

export { InterruptedError, PreviewError } from "./failure";
export type { PreviewFailureKind } from "./failure";
export type * from "./preview-types";

/** Longest that the search for a failure's place may take. A person waits. */
const TRACING_MS = 30_000;

/**
 * Runs a program and judges what it plans.
 *
 * @throws PreviewError when settings, program or pack are wrong or fail: a mandatory violation is none of these, it
 * stands in the result.
 * @throws InterruptedError when the request's signal is aborted; no process is left behind.
 */
export async function preview(request: PreviewRequest): Promise<PreviewResult> {
  if (request.signal?.aborted) {
    throw new InterruptedError();
  }
  const aborted = whenAborted(request.signal);
  try {
    const project = readProject(request.root);
    const config = readStackConfig(project, request.stack, request.configFile);
    request.onEvent?.({ kind: "phase", phase: "starting" });
    return await run({ request, project, config, tracing: false }, aborted.promise);
  } catch (thrown) {
    if (thrown instanceof PreviewError || thrown instanceof InterruptedError) {
      throw thrown;
    }
    throw new PreviewError("engine", `The preview engine failed: ${messageOf(thrown)}`, stackLines(thrown));
  } finally {
    aborted.forget();
  }
}

async function run(start: SessionStart, aborted: Promise<never>): Promise<PreviewResult> {
  const { request, config } = start;
  const outcome = await Session.run(start, async (session) => {
    request.onEvent?.({ kind: "phase", phase: "program" });
    const { run: program, deployment, gate } = await Promise.race([session.preview(), aborted]);
    const failure = programFailure(program, deployment.problems, session.diagnostics);
    if (failure) {
      return { failure };
    }
    request.onEvent?.({ kind: "phase", phase: "policies" });
    await Promise.race([deployment.analyzeStack(), gate.failed, aborted]);
    request.onEvent?.({ kind: "phase", phase: "done" });
    return {
      result: {
        plan: toPlan(deployment.inOrder()),
        stackOutputs: allAsPlanned(deployment.exported()),
        policies: await gate.policies(),
        ...inVerdictOrder(gate),
        diagnostics: session.diagnostics,
        closedConfigSecrets: config.secretKeys,
      },
    };
  });
  if (outcome.result) {
    return outcome.result;
  }
  const { error, worthTracing } = outcome.failure;
  throw worthTracing ? await traced(start, error, aborted) : error;
}

/**
 * Runs a failed program once more, with stack traces, for an error that says where. Gives back the first error when the
 * second run does not fail, or takes far longer than a run of that program should.
 */
async function traced(start: SessionStart, first: PreviewError, aborted: Promise<never>): Promise<PreviewError> {
  start.request.onEvent?.({ kind: "phase", phase: "tracing" });
  const second = await Session.run({ ...start, tracing: true }, async (session) => {
    const previewed = session.preview().then(({ run: program, deployment }) => {
      return programFailure(program, deployment.problems, session.diagnostics)?.error;
    });
    return Promise.race([previewed, afterTracing(), aborted]);
  });
  return second ?? first;
}

/** Resolves when a traced run has had its time. */
async function afterTracing(): Promise<undefined> {
  await setTimeout(TRACING_MS, undefined, { ref: false });
  return undefined;
}

function stackLines(thrown: unknown): readonly string[] {
  return thrown instanceof Error && thrown.stack ? thrown.stack.split("\n").slice(1) : [];
}
