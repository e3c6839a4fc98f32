import { ExitCode } from "./exit-code";

/** What ends a command early: Ctrl-C, a supervisor or a closed window. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds that interrupted work gets to end its child processes; they end by themselves once we are gone. */
const grace = 3_000;

/**
 * Runs work that a signal interrupts: its `AbortSignal` is aborted, so that it can end its child processes and write nothing.
 * Where it does not end in time (a reader that reads no more, for instance), the process ends with {@link ExitCode.interrupted}.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let deadline: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    controller.abort();
    deadline ??= setTimeout(() => process.exit(ExitCode.interrupted), grace);
  };
  for (const signal of signals) {
    process.on(signal, interrupt);
  }
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(deadline);
    for (const signal of signals) {
      process.off(signal, interrupt);
    }
  }
}
