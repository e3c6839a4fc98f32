/** What became of the mutants, for people. */
import Table from "cli-table3";
import { OPERATORS, type Operator } from "./mutant";

/** What became of one mutant. */
export interface Outcome {
  readonly id: string;
  readonly operator: Operator;
  readonly document: string;
  readonly line: number;
  readonly what: string;
  /**
   * `caught` by a probe; `refused` by the gateway when it was saved, so that it cannot be deployed; `survived`.
   */
  readonly fate: "caught" | "refused" | "survived";
  /** Which probe caught it, or why it was refused. */
  readonly by: string;
}

/** A survivor that was looked at. */
export interface ListedSurvivor {
  readonly id: string;
  readonly what: string;
  /** Why behaviour does not change. */
  readonly reason: string;
}

export interface Score {
  /** Mutants that could be deployed. */
  readonly alive: number;
  readonly caught: number;
  readonly survivors: readonly Outcome[];
  /** Survivors that no entry of the list explains. */
  readonly unexplained: readonly Outcome[];
  /** Entries of the list that name no survivor. */
  readonly stale: readonly ListedSurvivor[];
}

export function scoreOf(outcomes: readonly Outcome[], listed: readonly ListedSurvivor[]): Score {
  const survivors = outcomes.filter(({ fate }) => fate === "survived");
  const caught = outcomes.filter(({ fate }) => fate === "caught").length;
  return {
    alive: caught + survivors.length,
    caught,
    survivors,
    unexplained: survivors.filter(({ id }) => !listed.some((entry) => entry.id === id)),
    stale: listed.filter((entry) => !survivors.some(({ id }) => id === entry.id)),
  };
}

/** Of 100 mutants so many must be caught. */
export const WANTED = 95;

/** True where enough are caught, and every survivor has its reason. */
export function isGoodEnough({ alive, caught, unexplained }: Score): boolean {
  return alive > 0 && caught * 100 >= alive * WANTED && unexplained.length === 0;
}

/** A table by operator, then the survivors that nobody explained. */
export function shown(outcomes: readonly Outcome[], score: Score): string {
  const table = new Table({
    head: ["change", "made", "refused when saved", "caught", "survived"],
    colAligns: ["left", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const operator of OPERATORS) {
    const own = outcomes.filter((outcome) => outcome.operator === operator);
    const count = (fate: Outcome["fate"]): string => String(own.filter((outcome) => outcome.fate === fate).length);
    if (own.length > 0)
      table.push([operator, String(own.length), count("refused"), count("caught"), count("survived")]);
  }
  const percent = score.alive === 0 ? 0 : Math.floor((score.caught * 1000) / score.alive) / 10;
  const lines = [
    table.toString(),
    `${score.caught} of ${score.alive} mutants caught: ${percent} of 100 (wanted ${WANTED}); ${score.survivors.length} survived, ${score.unexplained.length} of them without a reason in mutation/survivors.json.`,
    ...score.unexplained.map(({ id, document, line, what }) => `  ${id}  ${document}:${line}  ${what}`),
  ];
  return `${lines.join("\n")}\n`;
}
