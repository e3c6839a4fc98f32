/** The executable: binds the commands to this process and its engine. bulwark.mjs compiles it and runs it. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { preview } from "../simulator/engine";
import { ExitCode } from "./exit-code";
import { interruptible } from "./interruption";
import { main, tell } from "./main";
import { interrupted } from "./mistake";
import { streamOutput } from "./terminal";

const call = process.argv.slice(2);
const out = streamOutput(process.stdout, process.env);
const log = streamOutput(process.stderr, process.env);
const terminal = { out, log };

// bulwark.mjs lies in the project's root; npm starts it through a link in node_modules/.bin.
const root = path.dirname(realpathSync(process.argv[1] ?? "."));

async function end(exitCode: ExitCode): Promise<never> {
  try {
    await out.flush();
    await log.flush();
  } catch (error) {
    process.stderr.write(`The result cannot be written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(ExitCode.mistaken);
  }
  process.exit(exitCode);
}

void interruptible(async (signal) => {
  // Node would end with 1, which says that a mandatory rule is violated. Unhandled rejections arrive here too.
  process.on("uncaughtException", (error) => void end(tell(signal.aborted ? interrupted() : error, call, terminal)));
  const surroundings = { root, folder: process.cwd(), terminal, engine: preview, signal };
  await end(await main(call, surroundings));
});
