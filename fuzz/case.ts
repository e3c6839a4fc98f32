/** One generated request: what is sent, said in terms of what it should mean, so that an oracle can tell what may come of it. */
import type { FaultMode } from "../attacks/lab/control";

/** What is wrong with a token, by how it is made; each of these must be refused. */
export const BAD_TOKENS = [
  "absent",
  "empty",
  "not-a-token",
  "basic",
  "cut",
  "changed-signature",
  "changed-claims",
  "unsigned",
  "symmetric",
  "unknown-key",
  "expired",
  "just-expired",
  "not-yet-valid",
  "soon-valid",
  "other-audience",
  "other-client",
  "other-tenant",
  "other-issuer",
  "version-1",
  "no-user",
  "no-client",
] as const;

/** @see BAD_TOKENS */
export type BadToken = (typeof BAD_TOKENS)[number];

/** Who is signed in: two users of each server. */
export type UserIndex = 0 | 1;

/** A token: good for these scopes, or bad in one way. */
export type TokenChoice =
  { readonly kind: "good"; readonly scopes: readonly string[]; readonly user: UserIndex } | { readonly kind: BadToken };

/** A session id: the caller's own, or none that it may use. */
export const SESSIONS = ["own", "absent", "of-another-user", "of-another-server", "changed", "not-a-session"] as const;
export type SessionChoice = (typeof SESSIONS)[number];

/** A change of the body's bytes; places are fractions of its length, so that they mean something for every body. */
export type ByteEdit =
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: readonly number[] }
  | { readonly kind: "replace"; readonly at: number; readonly byte: number };

/** One request to one server. */
export interface FuzzCase {
  readonly server: string;
  readonly verb: string;
  /** `{path}` stands for the server's own, without a slash at its start. */
  readonly path: string;
  readonly token: TokenChoice;
  readonly session: SessionChoice;
  /** The body before it is edited. */
  readonly text: string;
  readonly edit?: ByteEdit | undefined;
  /** Headers set, replaced or (undefined) left out. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Which party is broken while a batch is sent. */
export interface Weather {
  /** As the control port names it; `backend` for those of every server. */
  readonly target: "backend" | "content-safety" | "vault";
  readonly mode: Exclude<FaultMode, "slow">;
}

/** Requests that are sent one after the other between two resets. */
export interface Batch {
  /** Undefined: all are well. */
  readonly weather?: Weather | undefined;
  readonly cases: readonly FuzzCase[];
}
