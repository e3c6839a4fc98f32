/**
 * The engine's child processes. Whatever happens, none is left behind: each runs in a process group of its own, so that
 * what it started goes with it, and a guard (a shell that costs a millisecond) kills every group when the pipe from us
 * to it closes. That happens even when we are killed ourselves, and even when a child is stuck in an endless loop,
 * where code inside the child could not act.
 */
import { spawn, type ChildProcess } from "node:child_process";

/** Reads one process group a line; at the end of its input kills them all. `read` fails at the end of the pipe. */
const GUARD_SCRIPT =
  'groups=; while read -r group; do groups="$groups -$group"; done; [ -z "$groups" ] || kill -9 $groups';

/** How a child process ended. */
export interface Ending {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One child process. */
export interface Child {
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
  /** Resolves when it has ended and its output is read; rejects when it could not be started. */
  readonly ended: Promise<Ending>;
  /** Kills it and whatever it started. */
  kill(): void;
}

/** What to run. */
export interface ChildCommand {
  readonly nodeOptions?: readonly string[];
  /** The JavaScript file, absolute. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts child processes and, on {@link close}, ends whatever of them still runs. */
export class Children {
  private readonly running = new Set<Child>();
  private readonly guard: ChildProcess;
  private closed = false;

  constructor() {
    this.guard = spawn("/bin/sh", ["-c", GUARD_SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    // Where there is no such shell (Windows), an ordinary end still kills all; only our own sudden death does not.
    this.guard.on("error", () => undefined);
    this.guard.stdin?.on("error", () => undefined);
    this.guard.unref();
  }

  /** Starts a JavaScript file under the Node that runs us. */
  start(command: ChildCommand): Child {
    if (this.closed) {
      throw new Error(`${command.script} was to be started after everything had been stopped`);
    }
    const process_ = spawn(process.execPath, [...(command.nodeOptions ?? []), command.script, ...command.args], {
      cwd: command.cwd,
      env: { ...process.env, ...command.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const group = process_.pid;
    if (group !== undefined) {
      this.guard.stdin?.write(`${String(group)}\n`);
    }
    const child: Child = {
      stdout: process_.stdout,
      stderr: process_.stderr,
      ended: new Promise<Ending>((resolve, reject) => {
        process_.once("error", reject);
        process_.once("close", (code, signal) => {
          resolve({ code, signal });
        });
      }),
      kill: () => {
        killGroup(group);
      },
    };
    this.running.add(child);
    child.ended.then(
      () => this.running.delete(child),
      () => this.running.delete(child),
    );
    return child;
  }

  /** Kills what still runs and waits until it is gone. */
  async close(): Promise<void> {
    this.closed = true;
    const left = [...this.running];
    left.forEach((child) => {
      child.kill();
    });
    await Promise.allSettled(left.map((child) => child.ended));
    // By now the groups may be other processes': the guard must not kill them.
    killGroup(this.guard.pid);
  }
}

function killGroup(group: number | undefined): void {
  if (group === undefined) {
    return;
  }
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
