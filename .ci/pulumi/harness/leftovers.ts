/** Which processes a run has left behind: found by a variable that each child inherits. */
import { ofProcess, processIds } from "./processes";

/** The variable's name. */
export const MARK = "BULWARK_RUN";

/** Command lines of the processes, our own excepted, whose environment has the mark. */
export function leftovers(mark: string): readonly string[] {
  return processIds()
    .filter((id) => id !== process.pid)
    .filter((id) => ofProcess(id, "environ").split("\0").includes(`${MARK}=${mark}`))
    .map((id) => `${id}: ${ofProcess(id, "cmdline").split("\0").join(" ").trim()}`)
    .filter((line) => !line.endsWith(":"));
}
