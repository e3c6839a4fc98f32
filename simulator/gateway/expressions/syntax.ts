/** What C# 7 has and API Management does not take, where the compiler would speak of brackets instead, or not at all. */
import type { Token } from "./tokens";

export interface SyntaxProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/** Words before or after which a name with brackets and a block is no function. */
const keywords = new Set(
  "new return else throw await in out is as case goto if while for foreach switch using lock catch when do try fixed checked unchecked var".split(
    " ",
  ),
);

/**
 * @param body the expression without its `@`
 * @param kinds members of System.DateTimeKind that may be named: an enumeration's member is a mere number once compiled
 */
export function syntaxProblems(body: readonly Token[], kinds: readonly string[]): SyntaxProblem[] {
  let line = 1;
  const code = body.flatMap((token) => {
    const at = line;
    line += token.text.split("\n").length - 1;
    return token.kind === "space" ? [] : [{ ...token, line: at }];
  });
  const textAt = (index: number) => code[index]?.text ?? "";
  return code.flatMap(({ kind, text, line: at }, index): SyntaxProblem[] => {
    if (kind !== "word") return [];
    if (text === "DateTimeKind" && textAt(index + 1) === "." && !kinds.includes(textAt(index + 2))) {
      const problem = `System.DateTimeKind.${textAt(index + 2)} is not among the types and members that API Management allows in policy expressions: write DateTimeKind.${kinds.join(" or ")}.`;
      return [{ line: at, problem }];
    }
    if (text === "when" && caseBefore(code, index)) {
      return [{ line: at, problem: "`case ... when` is not taken in policy expressions: write `if`." }];
    }
    const name = code[index + 1];
    const called =
      name?.kind === "word" && textAt(index + 2) === "(" && !keywords.has(text) && !keywords.has(name.text);
    const next = called ? afterBrackets(code, index + 2) : 0;
    const arrow = textAt(next) === "=" && textAt(next + 1) === ">";
    if (!called || (textAt(next) !== "{" && !arrow)) return [];
    const problem = `Local functions such as ${name.text} are not allowed in policy expressions: write a loop, or the code where it is used.`;
    return [{ line: at, problem }];
  });
}

/** Index after the bracket that closes the one at `open`. */
function afterBrackets(code: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < code.length; index += 1) {
    const text = code[index]?.text;
    if (text === "(") depth += 1;
    if (text === ")") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return code.length;
}

function caseBefore(code: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= 0; at -= 1) {
    const text = code[at]?.text ?? "";
    if (text === "case") return true;
    if ([":", ";", "{", "}", ")"].includes(text)) return false;
  }
  return false;
}
