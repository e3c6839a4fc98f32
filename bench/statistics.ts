/** The few figures that say what repeated measurements came to. */

/** What a series of measurements came to. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @throws Error when there is nothing to sum up */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) {
    throw new Error("nothing was measured");
  }
  return { median: medianOf(sorted), least, most };
}

/** The median of these values; of an even number of them, the mean of the middle two. NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The median of what each pair comes to: what disturbs the machine for a while disturbs both of a pair. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return medianOf(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}
