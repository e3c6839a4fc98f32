/** What a finding is about. */
export const findingCodes = {
  "hidden-character": "text that a person does not see as it is",
  "html-comment": "a comment, which a page does not show and a model reads",
  "instruction-like": "text that instructs the model",
  "look-alike-name": "a name that can be taken for another",
  imitation: "a name, or the mention of one, of another server's tool",
  "unusual-name": "a name with characters beyond the protocol's",
  "duplicate-name": "the same name twice",
  "no-name": "no name",
  "remote-reference": "a schema that stands elsewhere",
  "slow-pattern": "a pattern that can take time without bound",
  "outside-subset": "a schema that the gateway cannot check",
  "not-canonical": "a value without canonical form",
  "too-large": "more than the gateway's documents can hold",
} as const;

/** A finding's stable code. */
export type FindingCode = keyof typeof findingCodes;

/** Something that keeps a definition from being approved as it is. */
export interface Finding {
  /** `tool find_trails: description`: what holds it, and the path in it. Hidden characters stand as `\u{200b}`. */
  readonly where: string;
  readonly finding: FindingCode;
  /** What is wrong. */
  readonly problem: string;
  /** What to write instead. */
  readonly remedy: string;
  /**
   * Whether an exception with a reason lets it through. Where false, the gateway could not do its work: then an exception
   * can only leave the whole tool, prompt or template out (`left-out`).
   */
  readonly acceptable: boolean;
}

/** The code of an exception that leaves a tool, prompt or template out of the lock: nobody can see or call it. */
export const leftOut = "left-out";
