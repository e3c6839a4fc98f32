/** Attacks by definitions that are not what was approved. */
import type { Attack } from "../../attack";
import { attack as addedTool } from "./added-tool";
import { attack as changedBack } from "./changed-back";
import { attack as changedInstructions } from "./changed-instructions";
import { attack as changedTool } from "./changed-tool";
import { attack as duplicatedTool } from "./duplicated-tool";
import { attack as manyChanges } from "./many-changes";

export const mcp03: readonly Attack[] = [
  addedTool,
  changedBack,
  changedInstructions,
  changedTool,
  duplicatedTool,
  manyChanges,
];
