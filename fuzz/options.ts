import { InvalidArgumentError, Command } from "commander";

export interface FuzzOptions {
  /** A whole number from 0; the default differs from run to run, and is printed. */
  readonly seed: number;
  /** How long to go on; Infinity by default. */
  readonly minutes: number;
  /** Which stack file: stacks/Pulumi.<stack>.yaml. */
  readonly stack: string;
  /** A plan's file in place of a preview. */
  readonly plan?: string;
}

/** Largest seed: fast-check takes 32 bits. */
const MOST_SEEDS = 2 ** 31;

/** @param args without node and the script; a mistake ends the process with what to write instead */
export function readOptions(args: readonly string[]): FuzzOptions {
  return new Command("npm run fuzz --")
    .description(
      "Throws generated messages at the simulated gateway of a plan until a property breaks, and prints the smallest " +
        "request that breaks it. Nothing leaves this machine.",
    )
    .option("--seed <number>", "the same seed sends the same messages", seedOf, Math.floor(Math.random() * MOST_SEEDS))
    .option(
      "--minutes <number>",
      "how long to go on; without it until a property breaks or Ctrl+C",
      minutesOf,
      Infinity,
    )
    .option("--stack <name>", "which stack file: stacks/Pulumi.<name>.yaml", "dev")
    .option("--plan <file>", "a plan in place of a preview of the stack")
    .addHelpText("after", "\nExit status: 0 every property held; 1 one did not; 2 there is no plan that can be served.")
    .parse(args, { from: "user" })
    .opts<FuzzOptions>();
}

function seedOf(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= MOST_SEEDS) {
    throw new InvalidArgumentError(`Write a whole number from 0 to ${MOST_SEEDS - 1}.`);
  }
  return Number(text);
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new InvalidArgumentError("Write a number of minutes above 0, such as 10 or 0.5.");
  return minutes;
}
