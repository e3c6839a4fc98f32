import { setTimeout as wait } from "node:timers/promises";
import type { EngineEvent } from "../../simulator/engine";
import { ExitCode } from "../exit-code";
import { interrupted } from "../mistake";
import { Progress } from "../preview/progress";
import type { Terminal } from "../terminal";
import { openStand, type StandCall } from "./stand";

/** What the person asked for. */
export interface SimulateCall extends Omit<StandCall, "onEvent"> {
  /** Seconds after which it ends by itself. */
  readonly maxSeconds: number;
}

/**
 * Serves a plan until it is told to end. Exactly one line goes to the output, once everything is ready.
 *
 * @param open what starts a stand; a test gives another
 * @throws MistakeError where there is no plan that can be served, or the person ends it before
 */
export async function runSimulate(
  call: SimulateCall,
  { out, log }: Terminal,
  open: typeof openStand = openStand,
): Promise<ExitCode> {
  const { signal, maxSeconds } = call;
  const progress = new Progress(log);
  log.write("Preparing the stand: plan, parties, servers, gateway\n");
  const onEvent = (event: EngineEvent): void => {
    // No policy pack is loaded: nothing is judged here.
    if (event.kind !== "phase" || event.phase !== "policies") {
      progress.onEvent(event);
    }
  };
  const stand = await open({ ...call, onEvent }).finally(() => {
    progress.end();
  });
  try {
    if (signal.aborted) {
      throw interrupted();
    }
    out.write(`${JSON.stringify(stand.info)}\n`);
    log.write(`Serving for at most ${maxSeconds} seconds; Ctrl-C ends it.\n`);
    const ended = await wait(maxSeconds * 1000, false, { signal }).catch(() => true);
    log.write(ended ? "Told to end.\n" : `Ended by itself after ${maxSeconds} seconds.\n`);
    return ExitCode.passed;
  } finally {
    await stand.close();
  }
}
