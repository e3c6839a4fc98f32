/** Tries every n-th mutant of a plan; says what became of each on its channel to the parent process. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { benign } from "../attacks/benign";
import { catalogue } from "../attacks/catalogue";
import { openLab } from "../attacks/lab/open";
import { readPlan } from "../plan/read";
import { EstateRefusal, GatewayRefusal, startStand } from "../simulator/stand";
import { mutantsOfPlan, withMutant, type PlanMutant } from "./documents";
import type { Outcome } from "./report";
import { probesOf, Trial } from "./trial";

/** What the parent asks of a worker. */
export interface Assignment {
  readonly planFile: string;
  /** This worker's share: every `of`-th mutant, from `share` on. */
  readonly share: number;
  readonly of: number;
  /** Probes of each group; 0: all. */
  readonly perGroup: number;
  /** Only these mutants; undefined: all. */
  readonly only: readonly string[] | undefined;
}

/** What a worker says. */
export type Report =
  | { readonly kind: "ready"; readonly mutants: number; readonly probes: number }
  | { readonly kind: "outcome"; readonly outcome: Outcome }
  | { readonly kind: "unsound"; readonly why: string };

async function work(assignment: Assignment): Promise<void> {
  const plan = readPlan(readFileSync(assignment.planFile, "utf8"));
  const all = mutantsOfPlan(plan).filter(({ id }) => assignment.only?.includes(id) ?? true);
  const own = all.filter((_, index) => index % assignment.of === assignment.share);
  const stand = await startStand({ plan, root: path.dirname(__dirname) });
  try {
    const lab = await openLab(stand.info);
    const trial = new Trial(lab, probesOf(lab, catalogue, benign), assignment.perGroup || Infinity);
    const already = await trial.notices();
    if (already !== undefined) {
      say({ kind: "unsound", why: `${already.probe.name}: ${already.breach.what}: ${already.breach.seen}` });
      return;
    }
    say({ kind: "ready", mutants: own.length, probes: trial.size });
    for (const mutant of own) {
      const { id, operator, document, line, what } = mutant;
      const fate = await fateOf(mutant, () => stand.exchange(withMutant(plan, mutant)), trial);
      say({ kind: "outcome", outcome: { id, operator, document, line, what, ...fate } });
    }
  } finally {
    await stand.close();
  }
}

async function fateOf(
  mutant: PlanMutant,
  exchange: () => Promise<void>,
  trial: Trial,
): Promise<Pick<Outcome, "fate" | "by">> {
  try {
    await exchange();
  } catch (error) {
    if (error instanceof GatewayRefusal || error instanceof EstateRefusal) {
      return { fate: "refused", by: error.message.split("\n").slice(0, 2).join(" ") };
    }
    throw error;
  }
  const noticed = await trial.notices();
  return noticed === undefined
    ? { fate: "survived", by: "" }
    : { fate: "caught", by: `${noticed.probe.name}: ${noticed.breach.what}` };
}

function say(report: Report): void {
  process.send?.(report);
}

process.once("message", (assignment: Assignment) => {
  work(assignment).then(
    () => process.exit(0),
    (error: unknown) => {
      say({ kind: "unsound", why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(1);
    },
  );
});
