/** Throws generated batches at a lab until one breaks a property, and makes that one as small as it can. */
import fc from "fast-check";
import type { Approvals } from "./approvals";
import type { Batch } from "./case";
import { sendBatch, type FuzzLab, type Trail } from "./field";
import { batchesFor } from "./generate/batch";
import { faultsOf, type Fault } from "./properties";

export interface HuntOptions {
  /** The same seed makes the same batches. */
  readonly seed: number;
  /** Batches at most. */
  readonly batches: number;
  /** Whether a failing batch is made smaller; default true. */
  readonly shrinks?: boolean;
  /** Asked before each batch; once it is true no more is sent. */
  readonly isOver?: () => boolean;
  /** Told after each batch, those of the shrinking too. */
  readonly onBatch?: (trail: Trail) => void;
}

/** A batch that broke a property. */
export interface Catch {
  /** The smallest found. */
  readonly batch: Batch;
  readonly trail: Trail;
  readonly faults: readonly Fault[];
}

/** @returns the smallest batch that breaks a property; undefined where none does */
export async function hunt(
  lab: FuzzLab,
  approvals: ReadonlyMap<string, Approvals>,
  { seed, batches, shrinks = true, isOver, onBatch }: HuntOptions,
): Promise<Catch | undefined> {
  let caught: Catch | undefined;
  await fc.check(
    fc.asyncProperty(batchesFor([...approvals.values()]), async (batch) => {
      if (isOver?.() === true) return true;
      const trail = await sendBatch(lab, batch);
      onBatch?.(trail);
      const faults = faultsOf(trail, batch, approvals);
      // Every failure after the first is of a smaller batch: fast-check goes on from failures alone.
      if (faults.length > 0) caught = { batch, trail, faults };
      return faults.length === 0;
    }),
    { seed, numRuns: batches, endOnFailure: !shrinks },
  );
  return caught;
}
