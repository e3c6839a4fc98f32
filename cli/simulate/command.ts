import { InvalidArgumentError, type Command } from "commander";
import { stackName } from "../arguments";

/** The options of `bulwark simulate` as commander hands them over. */
export interface SimulateOptions {
  readonly stack: string;
  readonly plan?: string;
  readonly port: number;
  /** Seconds. */
  readonly maxSeconds: number;
  readonly json?: true;
}

/** Seconds after which a stand that somebody forgot ends by itself. */
const DEFAULT_SECONDS = 900;

/** A day: longer than any test. */
const MOST_SECONDS = 86_400;

/** Adds `simulate` to the program. */
export function addSimulate(program: Command, action: (options: SimulateOptions) => Promise<void>): void {
  program
    .command("simulate")
    .description(
      "Serves the planned gateway on loopback, with stand-ins for Entra, the vault, Content Safety and every server behind " +
        "it, and prints one line of JSON that says where everything is.",
    )
    .option("--stack <name>", "which stack file: stacks/Pulumi.<name>.yaml", stackName, "dev")
    .option("--plan <file>", "serve this plan or stack export in place of a preview; - for standard input")
    .option("--port <number>", "port of the gateway; 0 for any that is free", port, 0)
    .option("--max-seconds <number>", "end by itself after so long", maxSeconds, DEFAULT_SECONDS)
    .option("--json", "the line is JSON in any case; mistakes are then JSON too")
    .addHelpText(
      "after",
      "\nIt serves until SIGTERM, SIGINT or --max-seconds.\n\nExit status: 0 it has served and was told to end; 2 the plan " +
        "cannot be made or served;\n130 interrupted before it served.",
    )
    .action(action);
}

function port(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 0 && value <= 65_535 && text.trim() !== "")) {
    throw new InvalidArgumentError("It is a port, a whole number from 0 to 65535.");
  }
  return value;
}

function maxSeconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= MOST_SECONDS)) {
    throw new InvalidArgumentError(`It is a number of seconds, above 0 and up to ${MOST_SECONDS}.`);
  }
  return value;
}
