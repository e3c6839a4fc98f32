/** What an attack is, and what must be true after each of its attempts. */
import type { Lab } from "./lab/lab";

/** OWASP MCP risk that an attack belongs to. */
export type Risk = "MCP01" | "MCP02" | "MCP03" | "MCP05" | "MCP06" | "MCP07" | "MCP08" | "MCP10";

/** One attack of the catalogue: one file. */
export interface Attack {
  /** Kebab-case, the name of its file. */
  readonly id: string;
  readonly risk: Risk;
  /** Controls of `design/controls.md` that stop it. */
  readonly controls: readonly string[];
  readonly title: string;
  /** What the attacker gains where it gets through: one sentence. */
  readonly why: string;
  /** Every place where it can stand, for the servers at hand. */
  attempts(lab: Lab): Iterable<Attempt>;
}

/** One try. */
export interface Attempt {
  /** Unique within the attack: server, place, variant. */
  readonly name: string;
  /** Entry of `places.json`, where the attempt stands for one. */
  readonly place?: string;
  /** Changes something that others rely on (definitions, clock, faults, counters): everything is reset before and after. */
  readonly alone?: boolean;
  /**
   * Does it.
   *
   * @returns what was not as it must be; empty: stopped. Whatever it throws (a lost connection, a timeout) never counts as
   * stopped.
   */
  run(lab: Lab): Promise<readonly Breach[]>;
}

/** Something that was not as it must be. */
export interface Breach {
  /** `status`, `audit`, `reached the server`, ... */
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

/** An ordinary request that must pass. */
export interface Benign {
  readonly name: string;
  readonly alone?: boolean;
  run(lab: Lab): Promise<readonly Breach[]>;
}
