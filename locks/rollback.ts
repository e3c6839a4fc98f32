import type { Lock } from "./format";
import { following, type Content } from "./make";

/** The lock with an earlier state on top, or why there is none. */
export type RolledBack = { readonly lock: Lock } | { readonly problem: string };

/**
 * Makes an earlier version current again, as a new version: history only grows.
 *
 * @param wanted the version's number; undefined: the one before the current
 * @param date day of the rollback, `YYYY-MM-DD`
 */
export function rollBack(lock: Lock, wanted: number | undefined, date: string): RolledBack {
  const kept = lock.previous.map(({ version }) => version);
  const found = wanted === undefined ? lock.previous[0] : lock.previous.find(({ version }) => version === wanted);
  if (found === undefined) {
    return {
      problem:
        kept.length === 0
          ? "The lock holds no earlier version."
          : `The lock holds no version ${wanted ?? ""} to go back to: it holds ${kept.join(", ")}.`,
    };
  }
  const { version: _, ...content } = found;
  const again: Content = { ...content, date };
  const next = following(lock, again);
  return next === lock ? { problem: `Version ${found.version} is what the lock holds already.` } : { lock: next };
}
