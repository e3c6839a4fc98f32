import type { Trail } from "./field";

/** How much was sent, and what became of it: a fuzz in which all is refused for one reason has looked at nothing. */
export class Tally {
  batches = 0;
  requests = 0;
  reached = 0;
  /** By reason of the audit records. */
  readonly reasons = new Map<string, number>();

  add({ sent, audit }: Trail): void {
    this.batches += 1;
    this.requests += sent.length;
    this.reached += sent.filter(({ reached }) => reached.length > 0).length;
    for (const { reason } of audit) this.reasons.set(String(reason), (this.reasons.get(String(reason)) ?? 0) + 1);
  }

  toString(): string {
    return `${this.requests} requests in ${this.batches} batches, ${this.reached} reached a server, ${this.reasons.size} reasons`;
  }
}
