/** Looking at processes through /proc. Linux only: elsewhere there are none. */
import { readdirSync, readFileSync } from "node:fs";

/** Ids of all that run. */
export function processIds(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** What a file of a process holds, such as `cmdline`; empty when the process has ended meanwhile or is another user's. */
export function ofProcess(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return "";
  }
}
