/** Ending what runs when somebody interrupts. */
import { InterruptedError } from "./failure";

/** A promise that only ever rejects, and how to stop listening once it does not matter any more. */
export interface Interruption {
  readonly promise: Promise<never>;
  forget(): void;
}

/** Rejects with `InterruptedError` when the signal is aborted; never, where there is none. */
export function whenAborted(signal: AbortSignal | undefined): Interruption {
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(new InterruptedError());
    };
  });
  promise.catch(() => undefined);
  signal?.addEventListener("abort", onAbort, { once: true });
  return {
    promise,
    forget: () => {
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
