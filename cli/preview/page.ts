import type { Colors } from "../terminal";

/** A page's width in characters, and how its text is coloured. */
export interface Page {
  readonly width: number;
  readonly colors: Colors;
}

/** @returns for example `1 rule`, `3 rules` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
