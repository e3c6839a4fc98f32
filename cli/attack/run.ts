import { benign } from "../../attacks/benign";
import { catalogue } from "../../attacks/catalogue";
import { openLab } from "../../attacks/lab/open";
import { holds, runCatalogue } from "../../attacks/run";
import type { Attack, Benign } from "../../attacks/attack";
import { ExitCode } from "../exit-code";
import { interrupted, MistakeError } from "../mistake";
import { Progress } from "../preview/progress";
import { openStand, type StandCall } from "../simulate/stand";
import type { Terminal } from "../terminal";
import { reportOf } from "./report";
import { summary } from "./summary";

/** What the person asked for. */
export interface AttackCall extends Omit<StandCall, "onEvent" | "port"> {
  /** Ids of attacks; undefined: the whole catalogue and the benign requests. */
  readonly only: readonly string[] | undefined;
  readonly json: boolean;
}

/** What the catalogue holds; a test gives another. */
export interface Arsenal {
  readonly attacks: readonly Attack[];
  readonly benign: readonly Benign[];
}

/**
 * Attacks the simulated gateway of a plan.
 *
 * @throws MistakeError where an id names no attack, there is no plan that can be served, or the person ends it
 */
export async function runAttack(
  call: AttackCall,
  { out, log }: Terminal,
  arsenal: Arsenal = { attacks: catalogue, benign },
  open: typeof openStand = openStand,
): Promise<ExitCode> {
  const chosen = choose(arsenal, call.only);
  const progress = new Progress(log);
  log.write("Preparing the stand: plan, parties, servers, gateway\n");
  const stand = await open({
    ...call,
    port: 0,
    onEvent: (event) => {
      if (event.kind !== "phase" || event.phase !== "policies") progress.onEvent(event);
    },
  }).finally(() => {
    progress.end();
  });
  try {
    const lab = await openLab(stand.info);
    let shownAt = 0;
    const result = await runCatalogue(lab, {
      ...chosen,
      signal: call.signal,
      onProgress: ({ done, through, id }) => {
        const now = performance.now();
        if (now - shownAt < (log.isTerminal ? 80 : 5000)) return;
        shownAt = now;
        const line = `${done} tried, ${through} got through: ${id}`;
        log.write(log.isTerminal ? `\r\u001B[2K${line.slice(0, log.columns - 1)}` : `${line}\n`);
      },
    });
    if (log.isTerminal) log.write("\r\u001B[2K");
    if (call.signal.aborted) throw interrupted();
    const whole = call.only === undefined;
    const report = reportOf(result, { stack: call.plan === undefined ? call.stack : undefined, whole });
    out.write(call.json ? `${JSON.stringify(report, null, 2)}\n` : summary(report, out));
    const good = whole ? holds(result) : report.through === 0 && report.tried > 0;
    return good ? ExitCode.passed : ExitCode.failed;
  } finally {
    await stand.close();
  }
}

function choose(arsenal: Arsenal, only: readonly string[] | undefined): Arsenal {
  if (only === undefined) return arsenal;
  const unknown = only.filter((id) => !arsenal.attacks.some((attack) => attack.id === id));
  if (unknown.length > 0) {
    throw new MistakeError("usage", `There is no attack called ${unknown.join(", ")}.`, [
      `The catalogue has: ${arsenal.attacks.map(({ id }) => id).join(", ")}`,
    ]);
  }
  return { attacks: arsenal.attacks.filter(({ id }) => only.includes(id)), benign: [] };
}
