/** Whose fault a failed preview is: the stack file's, the program's, a policy pack's, or this engine's own. */
export type PreviewFailureKind = "settings" | "program" | "pack" | "engine";

/** The preview cannot be made. `message` is for the person who reads it; `details` is one line for each mistake found. */
export class PreviewError extends Error {
  override readonly name = "PreviewError";

  constructor(
    readonly kind: PreviewFailureKind,
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The preview was aborted by the request's signal; nothing of it runs any more. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor() {
    super("The preview was interrupted.");
  }
}

/** The text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
