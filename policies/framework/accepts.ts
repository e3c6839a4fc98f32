/** What rules accept, in words that read well. Azure compares names of options without regard to case, so do these. */
import type { Json } from "../../plan/format";
import { isList } from "../../plan/values";
import type { Accepts } from "./place";

/** Exactly this boolean or number, or this option in any case. */
export function is(wanted: string | number | boolean): Accepts {
  return (value) => same(value, wanted);
}

/** One of these options, in any case. */
export function isOneOf(...wanted: readonly string[]): Accepts {
  return (value) => wanted.some((option) => same(value, option));
}

/** A number not below this one. */
export function isAtLeast(least: number): Accepts {
  return (value) => typeof value === "number" && value >= least;
}

/** A text of this form. */
export function matches(pattern: RegExp): Accepts {
  return (value) => typeof value === "string" && pattern.test(value);
}

/** Nothing, or something with nothing in it. */
export const isAbsentOrEmpty: Accepts = (value) =>
  value === undefined || value === null || value === "" || (isList(value) && value.length === 0);

/** Not this value: absent is accepted. */
export function isNot(refused: string | number | boolean): Accepts {
  return (value) => !same(value, refused);
}

/** A GUID, but not the empty one. */
export const GUID = /^(?!0{8}-0{4}-0{4}-0{4}-0{12}$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for the same value; texts are compared without regard to case, as Azure compares options and names. */
export function same(value: Json | undefined, wanted: Json | undefined): boolean {
  return typeof value === "string" && typeof wanted === "string"
    ? value.toLowerCase() === wanted.toLowerCase()
    : value === wanted;
}
