import type { Plan } from "../../plan/format";
import { judgeUnknowns } from "../../plan/unknowns";
import type { UnknownsVerdict } from "./report";

/** Counts a plan's unknown values, and names those that may not be. */
export function unknownsOf(plan: Plan): UnknownsVerdict {
  const unknowns = judgeUnknowns(plan);
  return {
    total: unknowns.length,
    permitted: unknowns.filter(({ permitted }) => permitted).length,
    refused: unknowns
      .filter(({ permitted }) => !permitted)
      .map(({ urn, path: place, problem }) => ({ urn, path: place, reason: problem ?? "not permitted" })),
  };
}
