/**
 * A regular expression of JSON Schema (ECMA-262 with the flag `u`) rewritten so that JavaScript without flags and .NET read
 * it alike. In .NET `\d` and `\w` take in all of Unicode, `$` stands before a last line break too, `.` is one UTF-16 unit,
 * and `[a-z-[b]]` subtracts ("Regular expression language: quick reference", .NET): so each is written out.
 */

/** The rewritten pattern, or why it cannot be. */
export type Rewritten = { readonly pattern: string } | { readonly problem: string };

const digit = "0-9";
const word = "A-Za-z0-9_";
/** ECMA-262, WhiteSpace and LineTerminator. */
const space = String.raw`\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
const lineBreaks = String.raw`\n\r\u2028\u2029`;
/** A character beyond U+FFFF is one character to `u`, and two units to .NET. */
const pair = String.raw`[\ud800-\udbff][\udc00-\udfff]`;

/** Sets that an escape names: what is in them, and whether the escape means all the rest. */
const sets: Readonly<Record<string, { readonly of: string; readonly rest: boolean }>> = {
  d: { of: digit, rest: false },
  D: { of: digit, rest: true },
  w: { of: word, rest: false },
  W: { of: word, rest: true },
  s: { of: space, rest: false },
  S: { of: space, rest: true },
};
const wordBoundary = `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`;
const noWordBoundary = `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}]))`;
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };

/** Why a pattern stops here. */
class UnsupportedError extends Error {}

/** @param source the pattern as the schema has it */
export function rewritePattern(source: string): Rewritten {
  try {
    new RegExp(source, "u");
  } catch {
    return { problem: "this is no regular expression of JSON Schema (ECMA-262, flag u)" };
  }
  try {
    return { pattern: `(?:${new Rewriting(source).all()})` };
  } catch (error) {
    if (error instanceof UnsupportedError) {
      return { problem: error.message };
    }
    throw error;
  }
}

/** One walk through a pattern that is known to be valid. */
class Rewriting {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(source: string) {
    this.characters = Array.from(source);
  }

  all(): string {
    let out = "";
    while (this.at < this.characters.length) {
      out += this.next();
    }
    return out;
  }

  private take(): string {
    const character = this.characters[this.at] ?? "";
    this.at += 1;
    return character;
  }

  private next(): string {
    const character = this.take();
    switch (character) {
      case "(":
        return this.group();
      case "[":
        return this.set();
      case "\\":
        return this.escape();
      case ".":
        return anyBut(lineBreaks);
      case "$":
        return String.raw`(?![\s\S])`;
      case "{":
        return this.count();
      case "^":
      case ")":
      case "|":
      case "*":
      case "+":
      case "?":
        return character;
      default:
        return literal(character.codePointAt(0) ?? 0);
    }
  }

  private group(): string {
    if (this.characters[this.at] !== "?") {
      // Nothing refers to what a group captured.
      return "(?:";
    }
    const head = /^\?(?:[:=!]|<[=!]|<[^>]+>)/u.exec(this.characters.slice(this.at).join(""))?.[0];
    if (head === undefined) {
      throw new UnsupportedError("modifiers in a group ((?i:...)) are not understood everywhere: write both cases out");
    }
    this.at += Array.from(head).length;
    return head.endsWith(">") ? "(?:" : `(${head}`;
  }

  private count(): string {
    let out = "{";
    for (let character = this.take(); ; character = this.take()) {
      out += character;
      if (character === "}") {
        return out;
      }
    }
  }

  private escape(): string {
    const character = this.take();
    const set = sets[character];
    if (set !== undefined) {
      return set.rest ? anyBut(set.of) : `[${set.of}]`;
    }
    if (character === "b" || character === "B") {
      return character === "b" ? wordBoundary : noWordBoundary;
    }
    return literal(this.escaped(character));
  }

  /** The code point that an escape stands for. */
  private escaped(character: string): number {
    if (character === "x" || character === "u") {
      return this.hexadecimal(character);
    }
    const control = controls[character];
    if (control !== undefined) {
      return control;
    }
    if (/^[\^$\\.*+?()[\]{}|/-]$/u.test(character)) {
      return character.codePointAt(0) ?? 0;
    }
    if (/^[1-9k]$/u.test(character)) {
      throw new UnsupportedError("a reference back to a group (\\1, \\k<name>) cannot be checked in bounded time");
    }
    if (/^[pP]$/u.test(character)) {
      throw new UnsupportedError("\\p{...} means other characters in .NET: write the ranges out");
    }
    throw new UnsupportedError(`\\${character} is not understood everywhere: write the character itself`);
  }

  private hexadecimal(kind: "x" | "u"): number {
    const rest = this.characters.slice(this.at).join("");
    const found = (kind === "x" ? /^([0-9a-f]{2})/iu : /^(?:([0-9a-f]{4})|\{([0-9a-f]+)\})/iu).exec(rest);
    const [whole = "", four, braced] = found ?? [];
    this.at += whole.length;
    const first = Number.parseInt(four ?? braced ?? "", 16);
    const second = /^\\u(d[c-f][0-9a-f]{2})/iu.exec(rest.slice(whole.length))?.[1];
    if (first >= 0xd800 && first <= 0xdbff && second !== undefined) {
      this.at += 6;
      return String.fromCharCode(first, Number.parseInt(second, 16)).codePointAt(0) ?? 0;
    }
    return first;
  }

  private set(): string {
    const negated = this.characters[this.at] === "^";
    this.at += negated ? 1 : 0;
    let members = "";
    for (let character = this.take(); character !== "]"; character = this.take()) {
      members += this.member(character);
    }
    if (members === "") {
      throw new UnsupportedError("an empty set ([] or [^]) is not understood everywhere: write what you mean");
    }
    return negated ? anyBut(members) : `[${members}]`;
  }

  /** One member of a set, or the hyphen of a range. */
  private member(character: string): string {
    if (character === "-") {
      const first = ["[", "^"].includes(this.characters[this.at - 2] ?? "");
      const last = this.characters[this.at] === "]";
      return first || last || this.afterSet() ? String.raw`\-` : "-";
    }
    if (character !== "\\") {
      return inSet(character.codePointAt(0) ?? 0);
    }
    const escaped = this.take();
    const set = sets[escaped];
    if (set === undefined) {
      // In a set, \b is the backspace.
      return inSet(escaped === "b" ? 8 : this.escaped(escaped));
    }
    if (set.rest) {
      throw new UnsupportedError(`\\${escaped} inside a set means other characters in .NET: write the ranges out`);
    }
    return set.of;
  }

  /** With the flag `u` a range cannot start at `\d`, so this only guards the order in which members are read. */
  private afterSet(): boolean {
    return this.characters[this.at - 3] === "\\" && sets[this.characters[this.at - 2] ?? ""] !== undefined;
  }
}

/** One character that is not in the set; a whole pair where it is beyond U+FFFF. */
function anyBut(members: string): string {
  return String.raw`(?:${pair}|[^${members}\ud800-\udfff])`;
}

function literal(codePoint: number): string {
  if (codePoint > 0xffff) {
    return `(?:${unit(codePoint)})`;
  }
  refuseHalf(codePoint);
  const character = String.fromCodePoint(codePoint);
  return /^[\w ]$/u.test(character) ? character : /^[!-~]$/u.test(character) ? `\\${character}` : unit(codePoint);
}

function inSet(codePoint: number): string {
  if (codePoint > 0xffff) {
    throw new UnsupportedError("a character beyond U+FFFF in a set is two units in .NET: write it as an alternative");
  }
  refuseHalf(codePoint);
  const character = String.fromCodePoint(codePoint);
  return /^\w$/u.test(character) ? character : unit(codePoint);
}

function refuseHalf(codePoint: number): void {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
    throw new UnsupportedError("half of a surrogate pair is no character: write the character itself");
  }
}

/** UTF-16 units as `\u` and four hexadecimal digits each. */
function unit(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  return Array.from({ length: text.length }, (_, index) => {
    return `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
