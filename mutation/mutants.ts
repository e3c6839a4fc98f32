/** All mutants of one document: fixed operators, in document order. */
import { lineOf, readDocument } from "./document";
import { idOf, type Change, type Mutant } from "./mutant";
import { attributes } from "./operators/attributes";
import { deletions, emptiedLists, ignoredErrors, swaps } from "./operators/elements";
import { expressions } from "./operators/expressions";

/** @param text a whole document, as planned */
export function mutantsOf(text: string): readonly Mutant[] {
  const root = readDocument(text);
  const changes: Change[] = [
    ...deletions(root),
    ...swaps(root, text),
    ...ignoredErrors(root),
    ...emptiedLists(root),
    ...attributes(root),
    ...expressions(root),
  ];
  const mutants = changes
    .filter((change) => text.slice(change.start, change.end) !== change.replacement)
    .map((change) => ({ ...change, id: idOf(change, text), line: lineOf(text, change.start) }));
  const unique = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  return [...unique.values()].sort((one, other) => one.start - other.start || compare(one.id, other.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
