/**
 * How a verdict of this pack reads, for whoever sorts verdicts. Nothing heavy: safe to import from anywhere.
 */

/**
 * What the message of a violation starts with where a mandatory rule needs a value that only deployment gives. It is a
 * violation all the same: a control that nobody can judge is not there.
 */
export const CANNOT_BE_KNOWN = "cannot be known in preview:";

/** True for a violation that says "unknown" and not "wrong". */
export function isUnknownVerdict(message: string): boolean {
  return message.startsWith(CANNOT_BE_KNOWN);
}
