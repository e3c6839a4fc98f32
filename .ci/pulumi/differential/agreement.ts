/** What the tests of this folder claim: no difference that is not explained. */
import assert from "node:assert/strict";
import { unexplained } from "./allowed";
import { describeDifferences, type Difference } from "./compare";

/** @throws AssertionError that lists each difference that {@link unexplained} leaves. */
export function agreeOn(differences: readonly Difference[]): void {
  const left = unexplained(differences);
  assert.equal(left.length, 0, `${left.length} differences:\n${describeDifferences(left)}`);
}
