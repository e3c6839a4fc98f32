/** Tokens of the C# in policy expressions. */

export interface Token {
  readonly kind: "name" | "number" | "text" | "sign";
  /** Of a text its value, without quotes and escapes. */
  readonly value: string;
}

/** The expression holds something that this reader does not know; nothing may be concluded from it. */
export class UnreadableExpression extends Error {}

const SIGNS = ["??", "?.", "=>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-="] as const;
const PLAIN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|(?<name>@?[A-Za-z_]\w*)|(?<number>\d[\d_]*(?:\.\d+)?[A-Za-z]*)/y;
const VERBATIM = /@"(?:[^"]|"")*"/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"/y;
const CHARACTER = /'(?:[^'\\]|\\.[^']*)'/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/**
 * Splits C# into tokens; comments and white space fall away.
 *
 * @throws {UnreadableExpression} for interpolated strings and anything else that it does not know.
 */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const verbatim = match(VERBATIM);
    const quoted = verbatim ?? match(TEXT) ?? match(CHARACTER);
    const plain = quoted === null ? match(PLAIN) : null;
    if (verbatim !== null) {
      tokens.push({ kind: "text", value: verbatim[0].slice(2, -1).replaceAll('""', '"') });
    } else if (quoted !== null) {
      tokens.push({ kind: "text", value: unescape(quoted[0].slice(1, -1)) });
    } else if (plain?.groups?.name !== undefined) {
      tokens.push({ kind: "name", value: plain.groups.name });
    } else if (plain?.groups?.number !== undefined) {
      tokens.push({ kind: "number", value: plain.groups.number });
    } else if (plain === null) {
      tokens.push({ kind: "sign", value: signAt(source, at) });
    }
    at += (quoted ?? plain)?.[0].length ?? tokens.at(-1)?.value.length ?? 1;
  }
  return tokens;
}

function unescape(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}

function signAt(source: string, at: number): string {
  const character = source[at] ?? "";
  if (!"!%&()*+,-./:;<=>?[]^{|}~".includes(character)) {
    throw new UnreadableExpression(`a character that is not read here: ${character}`);
  }
  return SIGNS.find((sign) => source.startsWith(sign, at)) ?? character;
}
