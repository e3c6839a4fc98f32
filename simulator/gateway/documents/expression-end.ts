/** Where a policy expression ends, found by C#'s own rules for strings, characters and comments. */

/** True where a text is one policy expression, `@(...)` or `@{...}`. */
export function startsExpression(text: string, at = 0): boolean {
  return text[at] === "@" && (text[at + 1] === "(" || text[at + 1] === "{");
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };

/**
 * The offset after the bracket that closes the expression at `start`.
 *
 * Brackets inside strings (plain, verbatim, interpolated), characters and comments do not count. Inside an interpolated
 * string the holes hold C# again.
 *
 * @returns undefined where it never closes
 */
export function expressionEnd(text: string, start: number): number | undefined {
  return startsExpression(text, start) ? codeEnd(text, start + 1) : undefined;
}

/** Offset after the bracket that closes the one at `open`. */
function codeEnd(text: string, open: number): number | undefined {
  const waiting: string[] = [];
  let at = open;
  while (at < text.length) {
    const character = text[at] ?? "";
    const skipped = skipLiteral(text, at);
    if (skipped === undefined) {
      return undefined;
    }
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const closer = CLOSERS[character];
    if (closer !== undefined) {
      waiting.push(closer);
    } else if (character === ")" || character === "}" || character === "]") {
      if (waiting.pop() !== character) {
        return undefined;
      }
      if (waiting.length === 0) {
        return at + 1;
      }
    }
    at += 1;
  }
  return undefined;
}

/** Offset after the string, character or comment at `at`; `at` itself where none begins there; undefined: it never ends. */
function skipLiteral(text: string, at: number): number | undefined {
  if (text.startsWith("//", at)) {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  if (text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? undefined : end + 2;
  }
  const opening = /^(\$@|@\$|\$|@)?"/.exec(text.slice(at, at + 3));
  if (opening !== null) {
    const prefix = opening[1] ?? "";
    return stringEnd(text, at + opening[0].length, prefix.includes("@"), prefix.includes("$"));
  }
  return text[at] === "'" ? characterEnd(text, at) : at;
}

function characterEnd(text: string, at: number): number | undefined {
  const match = /^'(?:\\[^\n]{1,9}?|[^\\'\n])'/.exec(text.slice(at, at + 12));
  return match === null ? at : at + match[0].length;
}

function stringEnd(text: string, from: number, verbatim: boolean, interpolated: boolean): number | undefined {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      if (!verbatim || text[at + 1] !== '"') {
        return at + 1;
      }
      at += 2;
    } else if (character === "\\" && !verbatim) {
      at += 2;
    } else if (interpolated && character === "{" && text[at + 1] !== "{") {
      const end = codeEnd(text, at);
      if (end === undefined) {
        return undefined;
      }
      at = end;
    } else if (interpolated && character === "{") {
      at += 2;
    } else if (character === "\n" && !verbatim) {
      return undefined;
    } else {
      at += 1;
    }
  }
  return undefined;
}
