/** Every attack of the catalogue: each file under this folder exports one as `attack`; the index of its folder lists it. */
import type { Attack } from "../attack";
import { mcp01 } from "./mcp01";
import { mcp02 } from "./mcp02";
import { mcp03 } from "./mcp03";
import { mcp05 } from "./mcp05";
import { mcp06 } from "./mcp06";
import { mcp07 } from "./mcp07";
import { mcp08 } from "./mcp08";
import { mcp10 } from "./mcp10";

export const catalogue: readonly Attack[] = [
  ...mcp01,
  ...mcp02,
  ...mcp03,
  ...mcp05,
  ...mcp06,
  ...mcp07,
  ...mcp08,
  ...mcp10,
];
