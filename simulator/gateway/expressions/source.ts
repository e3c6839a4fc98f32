/** The C# file that an expression becomes. */
import { createHash } from "node:crypto";
import allowedTypes from "./allowed-types.json";
import { syntaxProblems, type SyntaxProblem } from "./syntax";
import { tokens, type Token } from "./tokens";

/** The namespaces that API Management's examples use without naming them. */
const namespaces = [
  "System",
  "System.Collections.Generic",
  "System.IO",
  "System.Linq",
  "System.Net",
  "System.Security.Cryptography",
  "System.Security.Cryptography.X509Certificates",
  "System.Text",
  "System.Text.RegularExpressions",
  "System.Xml.Linq",
  "Newtonsoft.Json",
  "Newtonsoft.Json.Linq",
  "ApiManagement",
];

/** Members that tell the time, and what stands for them: host/clock.cs. */
const times: Readonly<Record<string, string>> = {
  "DateTime.UtcNow": "global::ApiManagement.Clock.UtcNow",
  "DateTime.Now": "global::ApiManagement.Clock.Now",
  "DateTime.Today": "global::ApiManagement.Clock.Today",
  "DateTimeOffset.UtcNow": "global::ApiManagement.Clock.OffsetUtcNow",
  "DateTimeOffset.Now": "global::ApiManagement.Clock.OffsetNow",
};

const closing: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };

export interface SourceFile {
  /** Of the class and of the file: the same text has the same one, wherever it stands. */
  readonly name: string;
  readonly text: string;
}

/**
 * The file, whose lines count as those of the expression, from its `@`.
 *
 * @returns problems instead where no such file can be compiled
 */
export function sourceFile(code: string): SourceFile | { readonly problems: readonly SyntaxProblem[] } {
  const trimmed = code.trim();
  const opening = trimmed.charAt(1);
  if (!trimmed.startsWith("@") || (opening !== "(" && opening !== "{")) {
    return { problems: [{ line: 1, problem: "An expression is @(one expression) or @{ statements that return }." }] };
  }
  const body = tokens(trimmed.slice(1));
  const unbalanced = imbalance(body);
  if (unbalanced !== undefined) return { problems: [{ line: 1, problem: unbalanced }] };
  const problems = syntaxProblems(body, allowedTypes.types["System.DateTimeKind"]);
  if (problems.length > 0) return { problems };
  const csharp = onClock(body);
  const block = opening === "{" ? csharp : `{ return ${csharp}; }`;
  const text = (name: string) =>
    [
      ...namespaces.map((namespace) => `using ${namespace};`),
      `public static class ${name} {`,
      `#line 1 "${name}"`,
      `public static object Run(global::ApiManagement.IProxyRequestContext context) ${block}`,
      "#line hidden",
      "}",
      "",
    ].join("\n");
  const name = `E_${createHash("sha256").update(text("")).digest("hex").slice(0, 32)}`;
  return { name, text: text(name) };
}

/** The first bracket closes with the last token, and no bracket closes another's. */
function imbalance(body: readonly Token[]): string | undefined {
  const open: string[] = [];
  const code = body.filter(({ kind }) => kind !== "space");
  for (const [index, { kind, text }] of code.entries()) {
    if (kind !== "sign") continue;
    const close = closing[text];
    if (close !== undefined) open.push(close);
    else if (")}]".includes(text) && open.pop() !== text) return `A '${text}' closes what was not opened with it.`;
    if (open.length === 0 && index < code.length - 1) return "There is text after the expression's closing bracket.";
  }
  return open.length === 0 ? undefined : `The closing '${open.join("")}' is missing.`;
}

/** Lets `DateTime.UtcNow` and its like follow the simulation's clock. */
function onClock(body: readonly Token[]): string {
  const code = body.map((token, index) => ({ ...token, index })).filter(({ kind }) => kind !== "space");
  const written = body.map(({ text }) => text);
  for (const [at, { text, kind }] of code.entries()) {
    const [dot, member] = [code[at + 1], code[at + 2]];
    if (kind !== "word" || dot?.text !== "." || member === undefined) continue;
    const time = times[`${text}.${member.text}`];
    if (time === undefined) continue;
    const qualified = code[at - 1]?.text === ".";
    if (qualified && code[at - 2]?.text !== "System") continue;
    const start = qualified ? code[at - 2] : code[at];
    for (let index = start?.index ?? 0; index <= member.index; index += 1) {
      // Line ends stay, so that messages still name the right line.
      written[index] = (written[index] ?? "").replace(/[^\n]+/gu, "");
    }
    written[member.index] = time;
  }
  return written.join("");
}
