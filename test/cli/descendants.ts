import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** Processes below one, at this moment. */
export function descendantsOf(id: number): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.id)]);
  return below(id);
}

/** Those of some processes that still run. One with the same id but another command is another process. */
export function stillRunning(some: readonly Process[]): Process[] {
  const now = processes();
  return some.filter(({ id, command }) => now.some((process) => process.id === id && process.command === command));
}

/** All processes: from /proc where there is one, since slim images have no `ps`. Zombies have no command and do not run. */
function processes(): Process[] {
  return (existsSync("/proc/self/stat") ? fromProc() : fromPs()).filter(({ command }) => command !== "");
}

function fromProc(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      try {
        const [, afterName = ""] = /.*\) (.*)/su.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return [{ id: Number(name), parent: Number(afterName.split(" ")[1]), command }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

function fromPs(): Process[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
      return id === undefined || parent === undefined || command === undefined || command.includes("<defunct>")
        ? []
        : [{ id: Number(id), parent: Number(parent), command }];
    });
}
