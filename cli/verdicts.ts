import { InterruptedError, type EngineEvent, type PolicyInfo } from "../simulator/engine";
import { interrupted, MistakeError } from "./mistake";
import type { Progress } from "./preview/progress";

/** What the engine is told while it works, whatever it is to do. */
export interface EngineRun {
  readonly onEvent: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Has the engine give verdicts, and shows a person that it works.
 *
 * @throws MistakeError when there is no rule at all, since nothing would be judged, or when the person interrupts
 */
export async function verdictsOf<Result extends { readonly policies: readonly PolicyInfo[] }>(
  engine: (run: EngineRun) => Promise<Result>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result> {
  try {
    const result = await engine({ onEvent: progress.onEvent, signal });
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
