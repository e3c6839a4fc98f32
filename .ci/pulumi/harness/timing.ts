/** Each step says how long it took, so that a slow one is seen in the log of the checks. */

/** Runs a step and prints its seconds. */
export function timed<Result>(step: string, run: () => Result): Result {
  const start = performance.now();
  try {
    return run();
  } finally {
    report(step, start);
  }
}

/** Prints how long a step took that began at `start` (of `performance.now()`). */
export function report(step: string, start: number): void {
  console.error(`      ${((performance.now() - start) / 1000).toFixed(2).padStart(6)} s  ${step}`);
}
