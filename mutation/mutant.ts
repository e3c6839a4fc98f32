/** One small change of a policy document, such as a slip of the hand or of a review could make. */
import { createHash } from "node:crypto";
import type { Span } from "./document";

/** Names of the operators, in the order in which they are shown. */
export const OPERATORS = [
  "delete-element",
  "drop-base",
  "negate-condition",
  "condition-always",
  "condition-never",
  "drop-operand",
  "comparison",
  "status",
  "attribute",
  "empty-list",
  "swap-neighbours",
  "ignore-error",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What an operator proposes. */
export interface Change extends Span {
  readonly operator: Operator;
  /** What stands there afterwards. */
  readonly replacement: string;
  /** For people: what was changed, on one line. */
  readonly what: string;
}

/** A change with its name. */
export interface Mutant extends Change {
  /** Same as long as the operator, what it changes and what stands around it are the same: the list of survivors uses it. */
  readonly id: string;
  /** Line in the document, counted from 1. */
  readonly line: number;
}

/** Characters before and after a change that say where it is, also in another server's document. */
const CONTEXT = 160;

/** A change's name: from what it does and where, not from its line. */
export function idOf(change: Change, text: string): string {
  const around = `${before(change, text)} ${text.slice(change.start, change.end)} ${after(change, text)}`;
  const hash = createHash("sha256").update(`${change.operator} ${around} ${change.replacement}`).digest("hex");
  return `${change.operator}-${hash.slice(0, 10)}`;
}

/** The text with the change made. */
export function changed(text: string, change: Change): string {
  return text.slice(0, change.start) + change.replacement + text.slice(change.end);
}

/**
 * The same change in a document that shares its text: another server's. What differs from server to server stands in one
 * literal, so what is around a change is the same in all.
 *
 * @returns undefined where the place is not found, or not only once
 */
export function changedAlike(other: string, change: Change, text: string): string | undefined {
  const around = before(change, text) + text.slice(change.start, change.end) + after(change, text);
  const at = other.indexOf(around);
  if (at < 0 || other.includes(around, at + 1)) return undefined;
  const start = at + before(change, text).length;
  return other.slice(0, start) + change.replacement + other.slice(start + change.end - change.start);
}

function before(change: Change, text: string): string {
  return text.slice(Math.max(0, change.start - CONTEXT), change.start);
}

function after(change: Change, text: string): string {
  return text.slice(change.end, change.end + CONTEXT);
}
