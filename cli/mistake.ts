/** Who has to mend something: the person's call, the stack file, the program, the policy pack, ourselves, the file system. */
export type MistakeKind = "usage" | "settings" | "program" | "pack" | "engine" | "output" | "interrupted";

/** Why there is no result, for the person who reads it and, under `--json`, for the machine that does. */
export interface Mistake {
  readonly kind: MistakeKind;
  /** What is wrong, where, and what to write instead. */
  readonly message: string;
  /** Each single mistake, where there are several; or the context that the message needs. */
  readonly details: readonly string[];
}

/** A mistake that ends the command with exit code 2. Its message is shown alone, without a stack trace. */
export class MistakeError extends Error {
  constructor(
    readonly kind: MistakeKind,
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
    this.name = "MistakeError";
  }
}

/** What the person ended. */
export function interrupted(): MistakeError {
  return new MistakeError("interrupted", "Interrupted: nothing was written.");
}
