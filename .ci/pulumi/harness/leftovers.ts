/** Which processes a run has left behind: found by a variable that each child inherits. */
import { readdirSync, readFileSync } from "node:fs";

/** The variable's name. */
export const MARK = "BULWARK_RUN";

/** Command lines of the processes, our own excepted, whose environment has the mark. Linux only: elsewhere none. */
export function leftovers(mark: string): readonly string[] {
  return processIds()
    .filter((id) => id !== process.pid)
    .filter((id) => read(`/proc/${id}/environ`).split("\0").includes(`${MARK}=${mark}`))
    .map((id) => `${id}: ${read(`/proc/${id}/cmdline`).split("\0").join(" ").trim()}`)
    .filter((line) => !line.endsWith(":"));
}

function processIds(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Empty when the process has ended meanwhile or is another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
