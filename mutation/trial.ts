/** Whether the catalogue notices a mutant: attempts in the order in which they are likely to. */
import type { Attack, Benign, Breach } from "../attacks/attack";
import type { ResettableLab } from "../attacks/run";

/** One attempt or one benign request. */
export interface Probe {
  /** `attack / attempt`, or `benign / name`. */
  readonly name: string;
  /** Attack or group: one probe of each is tried before any second one. */
  readonly group: string;
  readonly alone: boolean;
  run(lab: ResettableLab): Promise<readonly Breach[]>;
}

/** All probes of a catalogue. */
export function probesOf(lab: ResettableLab, attacks: readonly Attack[], benign: readonly Benign[]): readonly Probe[] {
  return [
    ...attacks.flatMap((attack) =>
      [...attack.attempts(lab)].map((attempt) => ({
        name: `${attack.id} / ${attempt.name}`,
        group: attack.id,
        alone: attempt.alone === true,
        run: (at: ResettableLab) => attempt.run(at),
      })),
    ),
    ...benign.map((request) => ({
      name: `benign / ${request.name}`,
      group: `benign ${request.name.split(":")[0] ?? ""}`,
      alone: request.alone === true,
      run: (at: ResettableLab) => request.run(at),
    })),
  ];
}

/** Requests that are sent before counters are cleared. */
const BETWEEN_RESETS = 60;

/** Tries mutants one after the other, and learns which probes notice them. */
export class Trial {
  /** Noticed lately: tried first. */
  private readonly keen: Probe[] = [];
  private readonly order: readonly Probe[];

  /** @param perGroup probes of each group that are tried at most; Infinity: all */
  constructor(
    private readonly lab: ResettableLab,
    probes: readonly Probe[],
    perGroup: number,
  ) {
    this.order = interleaved(probes, perGroup);
  }

  /** Number of probes that a survivor was put to. */
  get size(): number {
    return this.order.length;
  }

  /** The probe that noticed, and what it saw; undefined where none did. */
  async notices(): Promise<{ readonly probe: Probe; readonly breach: Breach } | undefined> {
    await this.reset();
    let since = 0;
    const tried = new Set<Probe>();
    for (const probe of [...this.keen, ...this.order]) {
      if (tried.has(probe)) continue;
      tried.add(probe);
      if (probe.alone || since >= BETWEEN_RESETS) {
        await this.reset();
        since = 0;
      }
      since += 1;
      const breach = await this.breachOf(probe);
      if (breach !== undefined) {
        this.remember(probe);
        return { probe, breach };
      }
      if (probe.alone) await this.reset();
    }
    return undefined;
  }

  private async breachOf(probe: Probe): Promise<Breach | undefined> {
    try {
      return (await probe.run(this.lab))[0];
    } catch (error) {
      const seen = error instanceof Error ? error.message : String(error);
      return { what: "the exchange itself", expected: "an answer", seen };
    }
  }

  private remember(probe: Probe): void {
    const known = this.keen.indexOf(probe);
    if (known >= 0) this.keen.splice(known, 1);
    this.keen.unshift(probe);
    this.keen.splice(KEEN);
  }

  private async reset(): Promise<void> {
    this.lab.forget();
    await this.lab.control.reset();
  }
}

/** Probes that are tried before the usual order. */
const KEEN = 25;

/** One of each group, then a second of each, and so on; those that need everything reset come after the others. */
function interleaved(probes: readonly Probe[], perGroup: number): readonly Probe[] {
  const groups = new Map<string, Probe[]>();
  for (const probe of probes) groups.set(probe.group, [...(groups.get(probe.group) ?? []), probe]);
  const ranked = [...groups.values()].flatMap((group) =>
    spread(group, perGroup).map((probe, rank) => ({ probe, rank: rank + (probe.alone ? 3 : 0) })),
  );
  return ranked.sort((one, other) => one.rank - other.rank).map(({ probe }) => probe);
}

/** So many of a list, evenly spread over it. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]).filter(
    (item) => item !== undefined,
  );
}
