/** What went wrong in a program, told to the person who wrote it. */
import { stripVTControlCharacters } from "node:util";
import { PreviewError } from "./failure";
import type { Diagnostic } from "./preview-types";
import type { ProgramRun } from "./program";

/** How the runner opens the report of an error that nobody wrote for people. Source: @pulumi/pulumi, cmd/run/run.js. */
const UNHANDLED = /^Running program '.*' failed with an unhandled exception:\n/;

/** How such a report opens when the error comes after the program's last line. Source: cmd/run/index.js. */
const LATE = /^[A-Za-z]*Error: /;

/** A failed run, and whether a second one with stack traces would tell more. */
export interface ProgramFailure {
  readonly error: PreviewError;
  readonly worthTracing: boolean;
}

/** The failure of a run, if it failed. */
export function programFailure(
  { ending, output }: ProgramRun,
  problems: readonly string[],
  diagnostics: readonly Diagnostic[],
): ProgramFailure | undefined {
  if (problems.length > 0) {
    const error = new PreviewError("program", "The program plans resources that cannot be.", problems);
    return { error, worthTracing: false };
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const [first] = errors;
  // A program that reports an error and goes on has failed too: the real engine's preview does.
  if (ending.code === 0 && first === undefined) {
    return undefined;
  }
  if (first !== undefined) {
    const unforeseen = UNHANDLED.test(first) || LATE.test(first);
    const [message = "", ...details] = errors.flatMap(readable);
    const error = new PreviewError("program", unforeseen ? `The program failed: ${message}` : message, details);
    return { error, worthTracing: unforeseen };
  }
  const how = ending.signal === null ? `with status ${String(ending.code)}` : `by ${ending.signal}`;
  const printed = [...output.outputLines(), ...output.errorLines()];
  return {
    error: new PreviewError("program", `The program ended ${how} and did not say why.`, printed),
    worthTracing: false,
  };
}

/**
 * The lines of an error that say something: its message and the places in the program, not those inside Node.js or
 * packages, nor the properties that the SDK hangs on it.
 */
function readable(report: string): readonly string[] {
  const lines = stripVTControlCharacters(report).replace(UNHANDLED, "").split("\n");
  const stackStart = lines.findIndex((line) => /^\s+at /.test(line));
  const bare = stackStart < 0 ? lines.findIndex((line) => /^(<ref \*1> )?\[.*\] \{$/.test(line)) + 1 : 0;
  const message = lines.slice(0, stackStart < 0 ? bare || lines.length : stackStart);
  const places = lines.filter((line) => /^\s+at /.test(line) && !/node:internal|node_modules/.test(line));
  return [...message.map(withoutWrapping), ...places.map((line) => line.replace(/ \{$/, ""))].filter(
    (line) => line.trim() !== "",
  );
}

/** An error's message without what `util.inspect` puts around it. */
function withoutWrapping(line: string): string {
  return line
    .trimEnd()
    .replace(/^<ref \*1> /, "")
    .replace(/^\[(.*)\]( \{)?$/, "$1")
    .replace(/^(Uncaught )?Error: /, "");
}
