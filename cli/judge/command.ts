import type { Command } from "commander";
import { seconds } from "../arguments";

/** The options of `bulwark judge` as commander hands them over. */
export interface JudgeOptions {
  readonly json?: true;
  /** Seconds. */
  readonly policyTimeout: number;
}

/** Adds `judge` to the program. */
export function addJudge(program: Command, action: (file: string, options: JudgeOptions) => Promise<void>): void {
  program
    .command("judge")
    .description(
      "Judges a plan, or what is deployed, with the policy pack: build/<stack>/plan.json, or what `pulumi stack export` " +
        "printed. No program runs, and no Pulumi CLI.",
    )
    .argument("<file>", "the plan or the export; - for standard input")
    .option("--json", "print one JSON document (schema: cli/judge/judge.schema.json)")
    .option("--policy-timeout <seconds>", "how long the policy pack may take over one resource", seconds, 60)
    .addHelpText(
      "after",
      "\nExit status: 0 every mandatory rule is met; 1 one is not, or a value is unknown\n" +
        "where none may be; 2 the file is neither, or the policy pack is wrong or crashes;\n130 interrupted.",
    )
    .action(action);
}
