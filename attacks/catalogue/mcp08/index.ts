import type { Attack } from "../../attack";
import { attack as forgedRecord } from "./forged-record";
import { attack as recordOfEachKind } from "./record-of-each-kind";
import { attack as recordsAbreast } from "./records-abreast";

/** Attacks of MCP08, by name. */
export const mcp08: readonly Attack[] = [forgedRecord, recordOfEachKind, recordsAbreast];
