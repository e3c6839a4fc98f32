/** C# cut into the few kinds of token that matter here. What stands in a string, a character or a comment is no code. */

export interface Token {
  readonly kind: "word" | "sign" | "string" | "space";
  readonly text: string;
}

/** In order: comments, strings (verbatim first), characters, names and numbers, white space, any sign. */
const pattern =
  /(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])+')|(?<word>@?[\p{L}_][\p{L}\p{N}_]*|\p{N}[\p{L}\p{N}_]*)|(?<sign>[\s\S])/gu;

export function tokens(code: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < code.length) {
    const interpolated = /^(?:\$@?|@\$)"/u.exec(code.slice(at, at + 3));
    if (interpolated !== null) {
      const parts = interpolatedString(code, at, interpolated[0]);
      found.push(...parts.tokens);
      at = parts.end;
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(code);
    if (match === null) break;
    const { space, string, word } = match.groups ?? {};
    const kind = space !== undefined ? "space" : string !== undefined ? "string" : word !== undefined ? "word" : "sign";
    found.push({ kind, text: match[0] });
    at = pattern.lastIndex;
  }
  return found;
}

/** The holes of `$"..{code}.."` are code, down to any depth. */
function interpolatedString(code: string, start: number, opening: string): { tokens: Token[]; end: number } {
  const verbatim = opening.includes("@");
  const found: Token[] = [];
  let text = opening;
  let at = start + opening.length;
  while (at < code.length) {
    const two = code.slice(at, at + 2);
    const one = code.charAt(at);
    if (two === "{{" || two === "}}" || (verbatim ? two === '""' : one === "\\")) {
      text += two;
      at += 2;
    } else if (one === "{") {
      const end = holeEnd(code, at + 1);
      found.push({ kind: "string", text: `${text}{` }, ...tokens(code.slice(at + 1, end)));
      text = "";
      at = end;
    } else {
      text += one;
      at += 1;
      if (one === '"') break;
    }
  }
  return { tokens: [...found, { kind: "string", text }], end: at };
}

/** Where the hole's closing brace stands. */
function holeEnd(code: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < code.length) {
    const [first] = firstTokens(code, at);
    if (first === undefined) return code.length;
    if (first.text === "}" && depth === 0) return at;
    if (first.text === "{") depth += 1;
    if (first.text === "}") depth -= 1;
    at += first.length;
  }
  return at;
}

/** One token, an interpolated string taken whole. */
function firstTokens(code: string, at: number): { text: string; length: number }[] {
  const interpolated = /^(?:\$@?|@\$)"/u.exec(code.slice(at, at + 3));
  if (interpolated !== null) {
    return [{ text: "", length: interpolatedString(code, at, interpolated[0]).end - at }];
  }
  pattern.lastIndex = at;
  const match = pattern.exec(code);
  return match === null ? [] : [{ text: match[0], length: match[0].length }];
}
