/** What every stand-in has in common. */
import type { Estate } from "../planned/estate";

/** The time of everything simulated. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * How a party behaves: `ok`; `down` resets every connection; `error` answers as the service does when it has failed;
 * `throttled` answers 429 with `Retry-After`; `slow` answers rightly after 30 s; `malformed` answers 200 with a body that
 * is not what the interface says.
 */
export const FAULT_MODES = ["ok", "down", "error", "throttled", "slow", "malformed"] as const;
export type FaultMode = (typeof FAULT_MODES)[number];

/** One stand-in, listening on a loopback port. */
export interface Party {
  /** `http://127.0.0.1:<port>`; the same until it is closed. */
  readonly origin: string;
  /** Says what is planned; may be called again. Until then every request is answered with 503. */
  serve(estate: Estate): void;
  /** Breaks the party, or mends it. Answers that are still waiting are not changed. */
  fault(mode: FaultMode): void;
  /** As at the start: mended, nothing recorded. Port, keys and secrets stay. */
  reset(): void;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}
