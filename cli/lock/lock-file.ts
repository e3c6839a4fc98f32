import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseLock, type Lock, type OtherTool } from "../../locks";
import { MistakeError } from "../mistake";
import { writeWhole } from "../preview/plan-file";

/** Where a server's lock lies, from the project's root. */
export function lockPath(server: string): string {
  return `stacks/tools/${server}.lock.json`;
}

/**
 * Reads a lock.
 *
 * @param file absolute
 * @param name as a message calls it
 * @returns undefined where there is no such file
 * @throws MistakeError where it cannot be read or is damaged: it is never taken for an empty one
 */
export function readLock(file: string, name: string): Lock | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw new MistakeError("settings", `${name} cannot be read.`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
  const parsed = parseLock(text);
  if (parsed.kind === "damaged") {
    throw new MistakeError("settings", `${name} is damaged: take it back from version control.`, parsed.problems);
  }
  return parsed.lock;
}

/** Tools that the other servers' locks hold. @throws MistakeError where one of them is damaged */
export function toolsOfOthers(server: string, root: string): OtherTool[] {
  const own = path.posix.basename(lockPath(server));
  const folder = path.posix.dirname(lockPath(server));
  return filesIn(path.join(root, folder))
    .filter((file) => file.endsWith(".lock.json") && file !== own)
    .flatMap((file) => {
      const lock = readLock(path.join(root, folder, file), `${folder}/${file}`);
      return (lock?.tools ?? []).map(({ name }) => ({ server: lock?.server ?? "", name }));
    });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Writes a lock whole or not at all. @throws MistakeError that names the file */
export function writeLock(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new MistakeError("output", `The lock cannot be written to ${file}.`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
}
