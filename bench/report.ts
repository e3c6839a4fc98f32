/** The results as Markdown. */
import { OFFLINE, REAL, type Contestant } from "./pairs";
import type { Step } from "./scale";
import type { Surroundings } from "./surroundings";

/** All that one run of the benchmark measured. */
export interface Results {
  readonly surroundings: Surroundings;
  readonly pairs?: { readonly rounds: number; readonly contestants: readonly Contestant[] };
  readonly scale?: readonly Step[];
}

/** The numbers to meet: decided before they were measured. */
const MOST_OF_REAL = 0.6;
const MOST_FOR_TEN_TIMES = 12;
const MOST_MEBIBYTES = 1024;

export function markdownOf({ surroundings, pairs, scale }: Results): string {
  const sections = [
    list(Object.entries(surroundings).map(([name, value]) => `${name}: ${value}`)),
    ...(pairs === undefined ? [] : [pairsSection(pairs)]),
    ...(scale === undefined ? [] : [scaleSection(scale)]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function pairsSection({ rounds, contestants }: NonNullable<Results["pairs"]>): string {
  const ours = contestants.find(({ name }) => name === OFFLINE)?.seconds.median ?? Number.NaN;
  const rows = contestants.map(({ name, seconds, ratio }) => [
    name,
    seconds.median.toFixed(2),
    `${seconds.least.toFixed(2)} to ${seconds.most.toFixed(2)}`,
    (ours / seconds.median).toFixed(2),
    ratio.toFixed(2),
  ]);
  const header = ["preview of dev", "median s", "range s", "offline / this", "median of paired ratios"];
  const judged = contestants
    .filter(({ name }) => name.startsWith(REAL))
    .map(({ name, ratio }) => `${ratio.toFixed(2)} of ${name}: ${met(ratio <= MOST_OF_REAL)}`);
  return [
    `### \`dev\`, ${rounds} rounds after one to warm up`,
    table(header, rows),
    `Wanted is at most ${MOST_OF_REAL} of what the real CLI takes. Measured:`,
    list(judged),
  ].join("\n\n");
}

function scaleSection(steps: readonly Step[]): string {
  const header = [
    ...["servers", "resources", "rules met", "verdicts", "times", "offline s", "program s", "then rules s"],
    ...["offline MiB", "real CLI s", "real CLI MiB", "offline / real"],
  ];
  const rows = steps.map(({ servers, times, offline, real }) => [
    String(servers),
    String(offline.resources),
    `${offline.rules.met} (${offline.rules.notApplicable} not applicable)`,
    String(offline.verdicts),
    String(times),
    offline.seconds.toFixed(1),
    offline.programSeconds.toFixed(1),
    offline.rulesSeconds.toFixed(1),
    mebibytes(offline.peakBytes),
    real?.seconds.toFixed(1) ?? "-",
    real === undefined ? "-" : mebibytes(real.peakBytes),
    real === undefined ? "-" : (offline.seconds / real.seconds).toFixed(2),
  ]);
  const ten = steps.find(({ servers }) => servers === 10)?.offline;
  const hundred = steps.find(({ servers }) => servers === 100)?.offline;
  const judged: string[] = [];
  if (ten && hundred) {
    const ratio = hundred.seconds / ten.seconds;
    judged.push(
      `100 servers take ${ratio.toFixed(1)} times what 10 take; at most ${MOST_FOR_TEN_TIMES} is wanted: ${met(ratio <= MOST_FOR_TEN_TIMES)}.`,
    );
  }
  if (hundred) {
    judged.push(
      `100 servers take ${mebibytes(hundred.peakBytes)} MiB at the most; less than ${MOST_MEBIBYTES} is wanted: ${met(hundred.peakBytes < MOST_MEBIBYTES * 2 ** 20)}.`,
    );
  }
  return ["### `dev` with more servers", table(header, rows), ...(judged.length === 0 ? [] : [list(judged)])].join(
    "\n\n",
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function mebibytes(bytes: number): string {
  return String(Math.round(bytes / 2 ** 20));
}

function met(yes: boolean): string {
  return yes ? "met" : "not met";
}
