import type { Attack } from "../../attack";
import { attack as answerCredentials } from "./answer-credentials";
import { attack as keyOnly } from "./key-only";
import { attack as secretsInLogs } from "./secrets-in-logs";
import { attack as tokenLife } from "./token-life";

/** Attacks of MCP01, by name. */
export const mcp01: readonly Attack[] = [answerCredentials, keyOnly, secretsInLogs, tokenLife];
