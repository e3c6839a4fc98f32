import { InvalidArgumentError, Option, type Command } from "commander";
import { z } from "zod";

/** The options of `bulwark lock` as commander hands them over. */
export interface LockOptions {
  readonly from?: string;
  /** `Name: value` each. */
  readonly header?: readonly string[];
  readonly answers?: string;
  readonly image?: string;
  readonly date?: string;
  readonly exceptions?: string;
  readonly check?: true;
  /** `true` where no version is named. */
  readonly rollback?: number | true;
  readonly json?: true;
  readonly output?: string;
}

/** Adds `lock` to the program. */
export function addLock(program: Command, action: (server: string, options: LockOptions) => Promise<void>): void {
  program
    .command("lock")
    .description(
      "Approves what a server shows of itself: writes the definitions of its tools, prompts and resource templates and its " +
        "instructions, with their pins, to stacks/tools/<server>.lock.json, after looking for what hides in them.",
    )
    .argument("<server>", "the server's name in the stack files", serverName)
    .addOption(new Option("--from <url>", "ask the running server at this address").conflicts(["answers", "rollback"]))
    .option("--header <header>", "send this with each request, such as `Authorization: Bearer ...`", headers)
    .addOption(
      new Option(
        "--answers <file>",
        "take a saved answer: JSON with tools, prompts, resourceTemplates, instructions and protocol; - for standard input",
      ).conflicts(["rollback"]),
    )
    .option(
      "--image <digest>",
      "digest of the image, sha256:...; default: the stack files' where they name one",
      digest,
    )
    .option("--date <date>", "day of the approval, YYYY-MM-DD; default today (UTC)", date)
    .option("--exceptions <file>", "findings that are accepted, each with its reason: JSON")
    .addOption(
      new Option("--check", "write nothing; exit status 1 where the server differs from its lock").conflicts(
        "rollback",
      ),
    )
    .option("--rollback [version]", "make an earlier version current again; default the one before", version)
    .option("--json", "print one JSON document (schema: cli/lock/lock.schema.json)")
    .option("--output <file>", "the lock file; default stacks/tools/<server>.lock.json")
    .addHelpText(
      "after",
      "\nWhat is refused and how an exception is written stands in docs/tool-locks.md.\n\nExit status: 0 the lock holds what " +
        "the server shows; 1 something was found in it, or\nwith --check it differs: the file is as it was; 2 the call or a " +
        "file is wrong, or the\nserver does not answer; 130 interrupted.",
    )
    .action(action);
}

function serverName(text: string): string {
  if (!/^[a-z](?:-?[a-z0-9])*$/u.test(text)) {
    throw new InvalidArgumentError("A server's name is lower-case letters, digits and hyphens.");
  }
  return text;
}

function headers(text: string, before: readonly string[] = []): string[] {
  if (!/^[\w!#$%&'*+.^`|~-]+:[ \t]*\S[^\r\n]*$/u.test(text)) {
    throw new InvalidArgumentError('Write it as "Name: value".');
  }
  return [...before, text];
}

function digest(text: string): string {
  if (!/^sha256:[0-9a-f]{64}$/u.test(text)) {
    throw new InvalidArgumentError("A digest is sha256: and 64 lower-case hexadecimal digits.");
  }
  return text;
}

function date(text: string): string {
  if (!z.iso.date().safeParse(text).success) {
    throw new InvalidArgumentError("A date is a day of the calendar, YYYY-MM-DD.");
  }
  return text;
}

function version(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) {
    throw new InvalidArgumentError("A version is a whole number from 1.");
  }
  return Number(text);
}
