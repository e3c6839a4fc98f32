/** What is wrong with an expression, where it stands in its document, in words for the person who wrote it. */
import type { CacheRecord } from "./cache";
import type { CompileError } from "./mcs";
import type { SyntaxProblem } from "./syntax";
import type { ExpressionProblem, ExpressionSource } from "./types";

/** "Unexpected symbol" and its like: after the first, the compiler has lost its way. */
const lostItsWay = /^CS(?:100\d|1026|15\d\d|1646|90\d\d)$/u;

export function problemsOf(
  { code, place }: ExpressionSource,
  known: CacheRecord | { readonly problems: readonly SyntaxProblem[] } | undefined,
): ExpressionProblem[] {
  const at = (line: number, problem: string) => ({ place: { ...place, line: place.line + line - 1 }, problem });
  if (known === undefined) return [];
  if ("problems" in known) return known.problems.map(({ line, problem }) => at(line + leadingLines(code), problem));
  const errors = known.errors ?? [];
  const first = errors.find((error) => lostItsWay.test(error.code));
  return [
    ...(first === undefined ? errors : [first]).map((error) => at(error.line + leadingLines(code), said(error))),
    ...(known.refused ?? []).map(({ word, problem }) => at(lineOfWord(code, word), problem)),
  ];
}

/** The compiler counts from the expression's first sign; the place from where its text begins. */
function leadingLines(code: string): number {
  return (/^\s*/u.exec(code)?.[0] ?? "").split("\n").length - 1;
}

function lineOfWord(code: string, word: string): number {
  const at = word === "" ? -1 : code.search(new RegExp(`\\b${word}\\b`, "u"));
  return at < 0 ? 1 + leadingLines(code) : code.slice(0, at).split("\n").length;
}

function said({ code, message }: CompileError): string {
  const plain = message
    .replace(/^`E_[^']*': (?=\w)/u, "")
    .replace(/`([^'`]*)'/gu, "'$1'")
    .replace(/\.? Are you missing .*$/u, "");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)} (${code}).`;
}
