import type { Clock } from "../parties";

/** The time of everything simulated: the machine's own, plus what a test has added. */
export class MovableClock implements Clock {
  private addedMs = 0;

  now(): number {
    return Date.now() + this.addedMs;
  }

  advance(seconds: number): void {
    this.addedMs += seconds * 1000;
  }

  /** Back to the machine's own. */
  reset(): void {
    this.addedMs = 0;
  }
}
