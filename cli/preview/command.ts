import type { Command } from "commander";
import { seconds, stackName } from "../arguments";

/** The options of `bulwark preview` as commander hands them over. */
export interface PreviewOptions {
  readonly stack: string;
  readonly json?: true;
  readonly stackOutputs?: readonly string[];
  /** Seconds. */
  readonly policyTimeout: number;
}

/** Adds `preview` to the program. */
export function addPreview(program: Command, action: (options: PreviewOptions) => Promise<void>): void {
  program
    .command("preview")
    .description(
      "Runs the Pulumi program without Azure, credentials or the Pulumi CLI, judges the plan with the policy pack, " +
        "shows what would be built and writes it to build/<stack>/plan.json.",
    )
    .option("--stack <name>", "which stack file: stacks/Pulumi.<name>.yaml", stackName, "dev")
    .option("--json", "print one JSON document (schema: cli/preview/preview.schema.json)")
    .option("--stack-outputs <NAME=FILE>", "outputs of a stack that the program refers to; may be repeated", collect)
    .option("--policy-timeout <seconds>", "how long the policy pack may take over one resource", seconds, 60)
    .addHelpText(
      "after",
      "\nExit status: 0 every mandatory rule is met; 1 one is not, or a value is unknown\n" +
        "where none may be; 2 settings, program or policy pack are wrong or crash; 130\ninterrupted.",
    )
    .action(action);
}

function collect(pair: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, pair];
}
