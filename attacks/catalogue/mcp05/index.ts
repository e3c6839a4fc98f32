import type { Attack } from "../../attack";
import { attack as argumentsOutOfSchema } from "./arguments-out-of-schema";
import { attack as bodyHeaders } from "./body-headers";
import { attack as bodySize } from "./body-size";
import { attack as duplicateKeys } from "./duplicate-keys";
import { attack as framing } from "./framing";
import { attack as headerDisagreement } from "./header-disagreement";
import { attack as messageShape } from "./message-shape";
import { attack as notJson } from "./not-json";

/** Attacks of MCP05, by name. */
export const mcp05: readonly Attack[] = [
  argumentsOutOfSchema,
  bodyHeaders,
  bodySize,
  duplicateKeys,
  framing,
  headerDisagreement,
  messageShape,
  notJson,
];
