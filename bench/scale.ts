/** Stacks like `dev` with more and more servers. */
import { previewOffline, previewReal, type Measured, type MeasuredOffline } from "./measure";
import type { Progress } from "./progress";
import { medianOf } from "./statistics";
import type { Workplace } from "./workplace";

/** A stack with more servers than this is not given to the real CLI: the benchmark is to end in minutes. */
const MOST_SERVERS_FOR_REAL = 50;

/** A stack with fewer servers than this is measured more often: its seconds are few, and vary most. */
const FEW_SERVERS = 20;
const TIMES_OF_FEW = 3;

/** What a number of servers came to. */
export interface Step {
  readonly servers: number;
  /** How often it was measured; seconds are medians, memory is the most that was seen. */
  readonly times: number;
  readonly offline: MeasuredOffline;
  readonly real: Measured | undefined;
}

export async function measureScale(
  workplace: Workplace,
  sizes: readonly number[],
  progress: Progress,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const servers of sizes) {
    steps.push(await measureStep(workplace, servers, progress));
  }
  return steps;
}

async function measureStep(workplace: Workplace, servers: number, progress: Progress): Promise<Step> {
  const stack = await workplace.stackOf(servers);
  const looks = { memory: true };
  const times = servers < FEW_SERVERS ? TIMES_OF_FEW : 1;
  const offline: MeasuredOffline[] = [];
  const real: Measured[] = [];
  for (let time = 1; time <= times; time += 1) {
    const ours = await previewOffline(stack, looks);
    offline.push(ours);
    progress(`${servers} servers, offline: ${told(ours)}`);
    if (servers <= MOST_SERVERS_FOR_REAL) {
      const theirs = await previewReal(stack, "as written", looks);
      real.push(theirs);
      progress(`${servers} servers, real CLI: ${told(theirs)}`);
    }
  }
  const [first] = offline;
  if (first === undefined) {
    throw new Error("nothing was measured");
  }
  return {
    servers,
    times,
    offline: {
      ...first,
      ...summed(offline),
      programSeconds: medianOf(offline.map(({ programSeconds }) => programSeconds)),
      rulesSeconds: medianOf(offline.map(({ rulesSeconds }) => rulesSeconds)),
    },
    real: real.length === 0 ? undefined : summed(real),
  };
}

function summed(measured: readonly Measured[]): Measured {
  return {
    seconds: medianOf(measured.map(({ seconds }) => seconds)),
    peakBytes: Math.max(...measured.map(({ peakBytes }) => peakBytes)),
  };
}

function told({ seconds, peakBytes }: Measured): string {
  return `${seconds.toFixed(1)} s, ${Math.round(peakBytes / 2 ** 20)} MiB`;
}
