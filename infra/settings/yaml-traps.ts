import type { Scalar } from "yaml";

/** A bare word of a stack file that does not reach the program as it stands there. */
export interface Trap {
  /** The word, as it stands in the file. */
  readonly bare: string;
  /** What YAML makes of it. */
  readonly why: string;
  /** What to write so that it reaches the program. */
  readonly advice: string;
}

/**
 * Bare words that YAML 1.1, which the Pulumi CLI's reader is close to, takes for something else than the text that stands
 * there; `pulumi config set` writes the changed value back into the file.
 *
 * Sources: YAML 1.1 type repository (timestamp, int, float, bool, null); seen with Pulumi 3.248: 2026-12-01 becomes
 * 2026-12-01 00:00:00 +0000 UTC, 010 becomes 8, 1.10 becomes 1.1.
 */
interface TrapRule {
  readonly matches: (bare: string) => boolean;
  readonly why: string;
  /** What else can be meant than the text in quotes. */
  readonly otherwise?: string;
}

const AS_NUMBER = "plain decimal digits if it is a number";

const TRAPS: readonly TrapRule[] = [
  {
    matches: (bare) => /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt \t][\d:.+\-Zz \t]*)?$/.test(bare),
    why: "YAML reads a bare date as a point in time",
  },
  {
    matches: (bare) => /^[-+]?0[0-7_]+$|^[-+]?0\d[\d_.]*$|^[-+]?0o[0-7_]+$/.test(bare),
    why: "a leading zero makes a number octal: 010 becomes 8",
    otherwise: AS_NUMBER,
  },
  {
    matches: (bare) => /^[-+]?0(?:x[\dA-Fa-f_]+|b[01_]+)$/i.test(bare),
    why: "YAML reads this as a number in hexadecimal or binary",
    otherwise: AS_NUMBER,
  },
  {
    matches: (bare) => /^[-+]?[\d][\d_]*_[\d_]*(?:\.[\d_]*)?$/.test(bare),
    why: "YAML drops the underscores of a number",
    otherwise: AS_NUMBER,
  },
  {
    matches: (bare) => /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/.test(bare),
    why: "YAML 1.1 reads this as a number to the base of 60",
  },
  {
    matches: (bare) => /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(bare) && String(Number(bare)) !== bare,
    why: "YAML reads this as a number and writes it differently: 1.10 becomes 1.1",
    otherwise: AS_NUMBER,
  },
  { matches: (bare) => /^(?:[-+]?\.inf|\.nan)$/i.test(bare), why: "YAML reads this as a number that is none" },
  {
    matches: (bare) => /^(?:y|yes|n|no|on|off)$/i.test(bare),
    why: "YAML 1.1 reads this as true or false",
  },
  {
    matches: (bare) => /^(?:~|null)$/i.test(bare),
    why: "YAML reads this as no value",
    otherwise: "nothing at all, key included, if there is none",
  },
];

/**
 * What is wrong with how a scalar is written in the file.
 *
 * @returns undefined when what stands there is what the program gets
 */
export function trapOf(scalar: Scalar): Trap | undefined {
  if (scalar.type !== "PLAIN") {
    return undefined;
  }
  const bare = scalar.source ?? "";
  if (bare === "") {
    return { bare, why: "the key has no value", advice: "give it one, or leave the key out" };
  }
  const rule = TRAPS.find(({ matches }) => matches(bare));
  if (rule === undefined) {
    return undefined;
  }
  const otherwise = rule.otherwise === undefined ? "" : `, or ${rule.otherwise}`;
  return { bare, why: rule.why, advice: `write "${bare}" in quotes${otherwise}` };
}
