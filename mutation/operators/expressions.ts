/** Conditions and comparisons inside expressions. */
import { escapeXml, expressionsOf, type ElementPlace, type ExpressionPlace } from "../document";
import type { Change, Operator } from "../mutant";

/** A token of C# with its place in the code; comments and white space are left out. */
interface Token {
  readonly text: string;
  readonly at: number;
}

const TOKENS =
  /@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.[^']*)'|\/\/[^\n]*|\/\*[^]*?\*\/|&&|\|\||=>|==|!=|<=|>=|\+\+|--|[A-Za-z_]\w*|\d[\w.]*|\S/g;

const OTHER: Readonly<Record<string, readonly string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<=": ["<", ">"],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
};
/** `<` and `>` also stand around type arguments: only those with white space on both sides compare. */
const RELATIONS: Readonly<Record<string, readonly string[]>> = { "<": ["<=", ">="], ">": [">=", "<="] };

/** Every change of an expression's code. */
export function* expressions(root: ElementPlace): Generator<Change> {
  for (const place of expressionsOf(root)) {
    if (place.attribute === "condition") yield* ofCondition(place);
    yield* comparisons(place);
    yield* statuses(place);
  }
}

function* ofCondition(place: ExpressionPlace): Generator<Change> {
  const shown = shorten(place.code);
  yield replaced(place, "condition-always", "@(true)", `always: ${shown}`);
  yield replaced(place, "condition-never", "@(false)", `never: ${shown}`);
  if (place.code.startsWith("@(")) {
    const inner = place.code.slice(2, -1);
    yield replaced(place, "negate-condition", `@(!(${inner}))`, `not: ${shown}`);
    for (const operand of operandsOf(inner)) {
      const rest = operandsOf(inner).filter((other) => other !== operand);
      const sign = rest.length > 0 ? signOf(inner) : undefined;
      if (sign !== undefined) {
        const kept = rest.map(({ text }) => text.trim()).join(` ${sign} `);
        yield replaced(place, "drop-operand", `@(${kept})`, `without ${shorten(operand.text.trim())}: ${shown}`);
      }
    }
  }
}

function* comparisons(place: ExpressionPlace): Generator<Change> {
  for (const token of tokensOf(place.code)) {
    const spaced = place.code[token.at - 1] === " " && place.code[token.at + token.text.length] === " ";
    const others = OTHER[token.text] ?? (spaced ? RELATIONS[token.text] : undefined) ?? [];
    for (const other of others) {
      const code = place.code.slice(0, token.at) + other + place.code.slice(token.at + token.text.length);
      const around = place.code.slice(Math.max(0, token.at - 40), token.at + 40).replace(/\s+/g, " ");
      yield replaced(place, "comparison", code, `${token.text} becomes ${other}: ...${around}...`);
    }
  }
}

/** `status` in a refusal that an expression makes. */
function* statuses(place: ExpressionPlace): Generator<Change> {
  const refusing = /JProperty\("status", (4\d\d|5\d\d)\)/g;
  for (const match of place.code.matchAll(refusing)) {
    const status = match[1] ?? "";
    const at = match.index + match[0].indexOf(status);
    const code = `${place.code.slice(0, at)}200${place.code.slice(at + 3)}`;
    yield replaced(place, "status", code, `status ${status} becomes 200`);
  }
}

function replaced(place: ExpressionPlace, operator: Operator, code: string, what: string): Change {
  return { operator, start: place.start, end: place.end, replacement: escapeXml(code), what };
}

function tokensOf(code: string): readonly Token[] {
  return [...code.matchAll(TOKENS)]
    .map((match) => ({ text: match[0], at: match.index }))
    .filter(({ text }) => !/^(?:\/\/|\/\*|@?["'])/.test(text));
}

interface Operand {
  readonly text: string;
}

/** What stands between the outermost `||`, or where there is none the outermost `&&`. */
function operandsOf(code: string): readonly Operand[] {
  const sign = signOf(code);
  if (sign === undefined) return [];
  const operands: Operand[] = [];
  let from = 0;
  for (const at of outermost(code, sign)) {
    operands.push({ text: code.slice(from, at) });
    from = at + sign.length;
  }
  return [...operands, { text: code.slice(from) }];
}

function signOf(code: string): "||" | "&&" | undefined {
  return (["||", "&&"] as const).find((sign) => outermost(code, sign).length > 0);
}

function outermost(code: string, sign: string): readonly number[] {
  let depth = 0;
  const found: number[] = [];
  for (const { text, at } of tokensOf(code)) {
    if ("([{".includes(text)) depth += 1;
    else if (")]}".includes(text)) depth -= 1;
    else if (depth === 0 && text === sign) found.push(at);
    // A lambda's body is no operand.
    else if (depth === 0 && text === "=>") return [];
  }
  return found;
}

function shorten(code: string): string {
  const line = code.replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
