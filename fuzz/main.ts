/**
 * Fuzzes the simulated gateway of a plan until a property breaks, the time is over or someone ends it. Progress goes to
 * stderr, what broke to stdout.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { openLab } from "../attacks/lab/open";
import type { Plan } from "../plan/format";
import { readPlan } from "../plan/read";
import { plannedStack, startStand } from "../simulator/stand";
import { approvalsOf } from "./approvals";
import { hunt } from "./hunt";
import { readOptions, type FuzzOptions } from "./options";
import { described } from "./report";
import { Tally } from "./tally";

const ROOT = path.resolve(__dirname, "..");

/** Batches between two looks at the clock: fast-check makes larger ones towards the end of a round. */
const ROUND = 50;

/** Batches between two lines of progress. */
const LINE = 10;

async function planFor({ stack, plan }: FuzzOptions): Promise<Plan> {
  return plan === undefined ? plannedStack({ root: ROOT, stack }) : readPlan(readFileSync(plan, "utf8"));
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  say(`Seed ${options.seed}`);
  const plan = await planFor(options);
  const stand = await startStand({ plan, root: ROOT });
  const interruption = new AbortController();
  process.once("SIGINT", () => {
    interruption.abort();
  });
  try {
    const [lab, approvals, tally] = [await openLab(stand.info), approvalsOf(plan), new Tally()];
    const end = performance.now() + options.minutes * 60_000;
    const onBatch = (trail: Parameters<Tally["add"]>[0]): void => {
      tally.add(trail);
      if (tally.batches % LINE === 0) say(tally.toString());
    };
    const isOver = (): boolean => interruption.signal.aborted || performance.now() >= end;
    for (let round = 0; !isOver(); round += 1) {
      const caught = await hunt(lab, approvals, {
        seed: options.seed + round,
        batches: ROUND,
        onBatch,
        isOver,
      });
      if (caught !== undefined) {
        process.stdout.write(`Seed ${options.seed + round}\n${described(caught)}`);
        return 1;
      }
    }
    say(`Every property held: ${tally.toString()}`);
    return 0;
  } finally {
    await stand.close();
  }
}

main()
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
