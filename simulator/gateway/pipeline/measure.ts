/** What a request cost: the gateway's own time, and who was called. */

/** One call to a party or a backend. */
export interface PartyCall {
  readonly kind: "backend" | "send-request" | "managed-identity" | "openid" | "content-safety";
  /** Origin and path of the address, or the resource that a token was asked for. */
  readonly target: string;
}

/** Of one request. */
export interface RequestMeasurement {
  readonly requestId: string;
  readonly path: string;
  /** Milliseconds from the request's arrival to the answer's headers. */
  readonly totalMs: number;
  /**
   * Milliseconds of these in which the gateway did not wait for the client's body, a party or the backend. While one of
   * several parallel calls is out, all of it counts as waiting.
   */
  readonly ownMs: number;
  readonly calls: readonly PartyCall[];
}

/** A stopwatch of one request, in real time: a moved clock does not show in it. */
export class Measure {
  readonly calls: PartyCall[] = [];
  private readonly startedAt = performance.now();
  private waitedMs = 0;
  private waiting = 0;
  private waitingSince = 0;

  /** Counts the time of `work` as waiting. */
  async wait<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting === 0) {
      this.waitingSince = performance.now();
    }
    this.waiting += 1;
    try {
      return await work();
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) {
        this.waitedMs += performance.now() - this.waitingSince;
      }
    }
  }

  /** Waits for a party and notes the call. */
  call<T>(kind: PartyCall["kind"], target: string, work: () => Promise<T>): Promise<T> {
    this.calls.push({ kind, target });
    return this.wait(work);
  }

  finish(requestId: string, path: string): RequestMeasurement {
    const totalMs = performance.now() - this.startedAt;
    return { requestId, path, totalMs, ownMs: totalMs - this.waitedMs, calls: [...this.calls] };
  }
}
