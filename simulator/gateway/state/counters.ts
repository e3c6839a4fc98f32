/** Counters of rate limits and quotas, shared by all requests. */

/** Seconds that a sliding window may have at most; older calls are forgotten. */
export const LONGEST_WINDOW = 300;

interface FixedWindow {
  startedAt: number;
  calls: number;
  bytes: number;
}

export class Counters {
  private readonly sliding = new Map<string, { at: number; count: number }[]>();
  private readonly fixed = new Map<string, FixedWindow>();

  /** Calls counted under a key within the last `seconds`, and when the oldest of them was. */
  recent(key: string, seconds: number, now: number): { calls: number; oldest: number | undefined } {
    const kept = (this.sliding.get(key) ?? []).filter((entry) => entry.at > now - LONGEST_WINDOW * 1000);
    if (kept.length === 0) {
      this.sliding.delete(key);
    } else {
      this.sliding.set(key, kept);
    }
    const within = kept.filter((entry) => entry.at > now - seconds * 1000);
    return { calls: within.reduce((sum, entry) => sum + entry.count, 0), oldest: within[0]?.at };
  }

  /** Counts calls of now. */
  count(key: string, calls: number, now: number): void {
    const entries = this.sliding.get(key) ?? [];
    entries.push({ at: now, count: calls });
    this.sliding.set(key, entries);
  }

  /** The fixed window that is open under a key; 0 seconds: it never ends. */
  window(key: string, seconds: number, firstStart: number, now: number): FixedWindow {
    const length = seconds * 1000;
    const startedAt = length === 0 ? firstStart : firstStart + Math.floor((now - firstStart) / length) * length;
    const open = this.fixed.get(key);
    if (open?.startedAt === startedAt) {
      return open;
    }
    const fresh = { startedAt, calls: 0, bytes: 0 };
    this.fixed.set(key, fresh);
    return fresh;
  }

  reset(): void {
    this.sliding.clear();
    this.fixed.clear();
  }
}
