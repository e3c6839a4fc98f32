import type { Command } from "commander";
import { stackName } from "../arguments";

/** The options of `bulwark plan` as commander hands them over. */
export interface PlanOptions {
  readonly fromPreview: string;
  readonly stack?: string;
  readonly output?: string;
  readonly json?: true;
}

/** Adds `plan` to the program. */
export function addPlan(program: Command, action: (options: PlanOptions) => Promise<void>): void {
  program
    .command("plan")
    .description(
      "Makes the plan that every judge reads from what `pulumi preview --json --show-sames` printed, and writes it to " +
        "build/<stack>/plan.json.",
    )
    .requiredOption("--from-preview <file>", "what the preview printed; - for standard input")
    .option("--stack <name>", "refuse the preview of any other stack", stackName)
    .option("--output <file>", "where to write the plan; default build/<stack>/plan.json")
    .option("--json", "print one JSON document (schema: cli/plan/plan.schema.json)")
    .addHelpText(
      "after",
      "\nThe plan holds what the preview printed: resources that --target or --exclude kept\nout of a first preview are " +
        "not in it.\n\nExit status: 0 the plan is written; 2 the file is no whole preview, or nothing could\nbe written; " +
        "130 interrupted.",
    )
    .action(action);
}
