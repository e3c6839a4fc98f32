import { Command, CommanderError } from "commander";
import { debuglog } from "node:util";
import { PreviewError } from "../simulator/engine";
import { addAttack } from "./attack/command";
import { ExitCode } from "./exit-code";
import { addJudge } from "./judge/command";
import { runJudge } from "./judge/run";
import { addLock } from "./lock/command";
import { runLock } from "./lock/run";
import { MistakeError, type Mistake } from "./mistake";
import { addPlan } from "./plan/command";
import { runPlan } from "./plan/run";
import { addPreview } from "./preview/command";
import { readStackOutputs } from "./preview/options";
import { runPreview, type PreviewEngine } from "./preview/run";
import { addSimulate } from "./simulate/command";
import { printable, type Terminal } from "./terminal";

/** What the commands are given from outside, so that tests can give something else. */
export interface Surroundings {
  /** The project's root, absolute. */
  readonly root: string;
  /** What relative paths in the call are relative to, absolute. */
  readonly folder: string;
  readonly terminal: Terminal;
  readonly engine: PreviewEngine;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Runs one command line, such as `["preview", "--stack", "prod"]`.
 *
 * @returns the exit code; whatever went wrong has been told to the person, and under `--json` to the machine
 */
export async function main(call: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await dispatch(call, surroundings);
  } catch (error) {
    return tell(error, call, surroundings.terminal);
  }
}

/**
 * Tells the person, and under `--json` the machine, what ended the command.
 *
 * @returns the exit code that goes with it
 */
export function tell(error: unknown, call: readonly string[], { out, log }: Terminal): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) {
    return ExitCode.passed;
  }
  const mistake = mistakeOf(error);
  // Commander has written its own message already.
  if (!(error instanceof CommanderError)) {
    log.write(messageOf(mistake));
  }
  if (asksForJson(call)) {
    out.write(`${JSON.stringify({ error: mistake }, null, 2)}\n`);
  }
  return mistake.kind === "interrupted" ? ExitCode.interrupted : ExitCode.mistaken;
}

/** Looked up in the call itself: a call that cannot be understood is answered in JSON too. */
function asksForJson(call: readonly string[]): boolean {
  return call.includes("--json");
}

async function dispatch(call: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { root, folder, terminal, engine, signal } = surroundings;
  const json = asksForJson(call);
  let exitCode: ExitCode = ExitCode.passed;
  const program = new Command("bulwark")
    .description("Hardened Azure hosting for Model Context Protocol servers, and proof that it holds.")
    .exitOverride()
    .configureOutput({
      // Help asked for is a result, but under --json only a document is.
      writeOut: (text) => {
        (json ? terminal.log : terminal.out).write(text);
      },
      writeErr: (text) => {
        terminal.log.write(text);
      },
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.log.columns,
    });
  addPreview(program, async (options) => {
    const stackOutputs = readStackOutputs(options.stackOutputs ?? [], folder);
    const { stack } = options;
    const policyTimeoutMs = options.policyTimeout * 1000;
    exitCode = await runPreview({ root, stack, json, stackOutputs, policyTimeoutMs, signal }, engine, terminal);
  });
  addPlan(program, async ({ fromPreview, stack, output }) => {
    exitCode = await runPlan({ root, folder, fromPreview, stack, output, json, signal }, terminal);
  });
  addJudge(program, async (file, options) => {
    const policyTimeoutMs = options.policyTimeout * 1000;
    exitCode = await runJudge({ root, folder, file, json, policyTimeoutMs, signal }, terminal);
  });
  addSimulate(program, async ({ stack, plan, port, maxSeconds }) => {
    // Loaded only here: the gateway and its parties cost as much as a preview's whole start.
    const { runSimulate } = await import("./simulate/run.js");
    exitCode = await runSimulate({ root, folder, stack, plan, port, maxSeconds, signal }, terminal);
  });
  addLock(program, async (server, options) => {
    exitCode = await runLock({ root, folder, server, options, json, signal }, terminal);
  });
  addAttack(program, async ({ stack, plan, only }) => {
    const { runAttack } = await import("./attack/run.js");
    exitCode = await runAttack({ root, folder, stack, plan, only, json, signal }, terminal);
  });
  await program.parseAsync(call, { from: "user" });
  return exitCode;
}

function mistakeOf(error: unknown): Mistake {
  if (error instanceof MistakeError || error instanceof PreviewError) {
    return { kind: error.kind, message: error.message, details: error.details };
  }
  if (error instanceof CommanderError) {
    return { kind: "usage", message: error.message.replace(/^error: /u, ""), details: [] };
  }
  debuglog("bulwark")("%O", error);
  return {
    kind: "engine",
    message: `A fault in Bulwark itself: ${error instanceof Error ? error.message : String(error)}`,
    details: ["Run the command again with NODE_DEBUG=bulwark to see where."],
  };
}

/** No stack trace: most mistakes are in a settings file, which has its own places. */
function messageOf({ message, details }: Mistake): string {
  return [message, ...details.map((detail) => `  ${detail.replaceAll("\n", "\n  ")}`)]
    .map((line) => `${printable(line)}\n`)
    .join("");
}
