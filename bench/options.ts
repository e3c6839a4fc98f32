/** What the benchmark is asked for on its command line. */
import { Command, InvalidArgumentError, Option } from "commander";

/** What is measured: see docs/performance.md. */
export interface BenchOptions {
  /** Pairs of `dev`, sizes, or both. */
  readonly parts: readonly Part[];
  /** Pairs that count, after one that does not. Default 5. */
  readonly pairs: number;
  /** Numbers of servers. Default 1, 10, 50 and 100. */
  readonly sizes: readonly number[];
}

export type Part = "pairs" | "scale";

/** Most servers that a generated stack can have: their names end in three digits. */
const MOST_SERVERS = 999;

/** Reads the command line; what is wrong with it is told by commander, which then ends with status 1. */
export function readOptions(argv: readonly string[]): BenchOptions {
  const command = new Command("bench")
    .description("Previews offline and with the real Pulumi CLI, in turn, and compares seconds and memory.")
    .addOption(new Option("--only <part>", "measure only this").choices(["pairs", "scale"]))
    .option("--pairs <number>", "pairs of dev that count", atLeastOne, 5)
    .option("--sizes <numbers>", "numbers of servers, with commas between them", sizes, [1, 10, 50, 100])
    .parse([...argv], { from: "user" });
  const { only, pairs, sizes: asked } = command.opts<{ only?: Part; pairs: number; sizes: readonly number[] }>();
  return { parts: only === undefined ? ["pairs", "scale"] : [only], pairs, sizes: asked };
}

function atLeastOne(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("Write a whole number from 1 on.");
  }
  return number;
}

function sizes(text: string): readonly number[] {
  const numbers = [...new Set(text.split(",").map(atLeastOne))].sort((one, other) => one - other);
  if (numbers.some((number) => number > MOST_SERVERS)) {
    throw new InvalidArgumentError(`Write numbers up to ${MOST_SERVERS}.`);
  }
  return numbers;
}
