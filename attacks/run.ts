/** Runs the catalogue against a lab. */
import type { Attack, Attempt, Benign, Breach, Risk } from "./attack";
import type { Lab } from "./lab/lab";

/** What became of one attempt. */
export interface AttemptResult {
  readonly attempt: string;
  readonly place: string | undefined;
  readonly stopped: boolean;
  readonly breaches: readonly Breach[];
}

export interface AttackResult {
  readonly id: string;
  readonly risk: Risk;
  readonly controls: readonly string[];
  readonly title: string;
  readonly why: string;
  readonly attempts: readonly AttemptResult[];
}

export interface BenignResult {
  readonly name: string;
  readonly served: boolean;
  readonly breaches: readonly Breach[];
}

export interface CatalogueResult {
  readonly attacks: readonly AttackResult[];
  readonly benign: readonly BenignResult[];
}

export interface RunOptions {
  readonly attacks: readonly Attack[];
  readonly benign: readonly Benign[];
  /** Told after each attempt. */
  readonly onProgress?: (progress: { readonly done: number; readonly through: number; readonly id: string }) => void;
  /** Ends at the first attempt that got through, or benign request that was refused. */
  readonly failFast?: boolean;
  readonly signal?: AbortSignal;
}

/** A lab whose memory of sessions can be cleared with the simulator's own. */
export type ResettableLab = Lab & { forget(): void };

/**
 * Attempts between two resets: counters must not fill up, and a fault of one must not hide in the next. One address may
 * send 1200 requests a minute, one caller 120.
 */
const BETWEEN_RESETS = 60;

/** Runs every attempt of every attack, then every benign request; what throws is not stopped, and not served. */
export async function runCatalogue(lab: ResettableLab, options: RunOptions): Promise<CatalogueResult> {
  const pace = new Pace(lab);
  const attacks: AttackResult[] = [];
  const benign: BenignResult[] = [];
  let done = 0;
  let through = 0;
  const ended = (): boolean => options.signal?.aborted === true || (options.failFast === true && through > 0);
  const count = (good: boolean, id: string): void => {
    done += 1;
    if (!good) through += 1;
    options.onProgress?.({ done, through, id });
  };
  await pace.reset();
  for (const attack of options.attacks) {
    const results: AttemptResult[] = [];
    for (const attempt of attack.attempts(lab)) {
      if (ended()) break;
      const breaches = await pace.attempt(attempt);
      const stopped = breaches.length === 0;
      results.push({ attempt: attempt.name, place: attempt.place, stopped, breaches });
      count(stopped, attack.id);
    }
    const { id, risk, controls, title, why } = attack;
    attacks.push({ id, risk, controls, title, why, attempts: results });
    if (ended()) break;
  }
  for (const request of options.benign) {
    if (ended()) break;
    const breaches = await pace.attempt(request);
    benign.push({ name: request.name, served: breaches.length === 0, breaches });
    count(breaches.length === 0, request.name);
  }
  return { attacks, benign };
}

/** Resets in time. */
class Pace {
  private since = 0;

  constructor(private readonly lab: ResettableLab) {}

  async reset(): Promise<void> {
    this.since = 0;
    this.lab.forget();
    await this.lab.control.reset();
  }

  async attempt(attempt: Pick<Attempt, "alone" | "run">): Promise<readonly Breach[]> {
    if (attempt.alone === true || this.since >= BETWEEN_RESETS) await this.reset();
    this.since += 1;
    try {
      return await attempt.run(this.lab);
    } catch (error) {
      const seen = error instanceof Error ? error.message : String(error);
      return [{ what: "the exchange itself", expected: "an answer of the gateway", seen }];
    } finally {
      if (attempt.alone === true) await this.reset();
    }
  }
}

/** True where everything was stopped and everything benign was served, and something was tried. */
export function holds(result: CatalogueResult): boolean {
  const attempts = result.attacks.flatMap((attack) => attack.attempts);
  return (
    attempts.length > 0 &&
    attempts.every(({ stopped }) => stopped) &&
    result.benign.length > 0 &&
    result.benign.every(({ served }) => served)
  );
}
