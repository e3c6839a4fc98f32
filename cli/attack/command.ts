import type { Command } from "commander";
import { stackName } from "../arguments";

/** The options of `bulwark attack` as commander hands them over. */
export interface AttackOptions {
  readonly stack: string;
  readonly plan?: string;
  readonly only?: readonly string[];
  readonly json?: true;
}

/** Adds `attack` to the program. */
export function addAttack(program: Command, action: (options: AttackOptions) => Promise<void>): void {
  program
    .command("attack")
    .description(
      "Throws the catalogue of attacks, and benign requests that must pass, at the simulated gateway of a plan, and says " +
        "for each OWASP MCP risk what was tried and what was stopped.",
    )
    .option("--stack <name>", "which stack file: stacks/Pulumi.<name>.yaml", stackName, "dev")
    .option(
      "--plan <file>",
      "attack the gateway of this plan or stack export in place of a preview; - for standard input",
    )
    .option("--only <attack...>", "only these attacks, by their ids; benign requests are then left out")
    .option("--json", "print one JSON document, and nothing else, on standard output")
    .addHelpText(
      "after",
      "\nNothing leaves this machine: the gateway, Entra, Content Safety, the vault and the servers are simulated.\n\n" +
        "Exit status: 0 every attack was stopped and every benign request served; 1 one was not; 2 the plan cannot be\n" +
        "made or served; 130 interrupted.",
    )
    .action(action);
}
