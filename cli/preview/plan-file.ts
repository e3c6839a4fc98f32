import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MistakeError } from "../mistake";

/** Where a stack's plan is written, from the project's root, with forward slashes: the same text on every system. */
export function planPath(stack: string): string {
  return `build/${stack}/plan.json`;
}

/**
 * Writes a file whole or not at all: under another name in the same folder, then renamed (atomic by POSIX `rename`), so that a
 * reader never sees half a plan and a failure leaves the old one.
 *
 * It is synchronous on purpose: no signal handler runs in between.
 *
 * @throws the file system's error, after the temporary file is removed
 */
export function writeWhole(file: string, text: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes a plan by {@link writeWhole}.
 *
 * @throws MistakeError that names the file, when it cannot be written
 */
export function writePlan(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new MistakeError("output", `The plan cannot be written to ${file}.`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
}
