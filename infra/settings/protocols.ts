import type { ProtocolRevision } from "./types";

/** Up to 2025-11-25 the protocol has sessions; from 2026-07-28 on it has none. */
export type Era = "session" | "stateless";

/**
 * Revisions of the Model Context Protocol, newest first, with the era of each.
 *
 * Source: Model Context Protocol specification, changelogs of 2025-11-25 and 2026-07-28.
 */
export const ERAS: Readonly<Record<ProtocolRevision, Era>> = {
  "2026-07-28": "stateless",
  "2025-11-25": "session",
  "2025-06-18": "session",
  "2025-03-26": "session",
};

/** The same revisions as a list, newest first. */
export const REVISIONS = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"] as const;
