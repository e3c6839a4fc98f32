import { VARIABLE_PREFIX } from "./elements";

/** Variables of ours that a customer's policy may read: what was decided, and no token, key or session. */
const READABLE_VARIABLES = [
  "server",
  "user",
  "client",
  "kind",
  "method",
  "era",
  "protocol",
  "target",
  "required-scope",
  "message",
  "body",
];

/** Those of them that hold what people wrote: never to be recorded (control MCP01-4). */
const MESSAGE_VARIABLES = ["message", "body"];

/** Headers that carry what lets their bearer in. */
const CREDENTIAL_HEADERS = ["authorization", "proxy-authorization", "cookie", "set-cookie", "mcp-session-id"];

/** Whether API Management would run a text. */
export function isExpression(text: string): boolean {
  return /@[({]/.test(text);
}

/**
 * What is wrong with an expression: it may read the request and what was decided about it, by literal names only, so that
 * a reviewer sees what it touches. The token, the session and the body's stream stay out of reach.
 *
 * @param recorded whether what it gives is recorded
 */
export function expressionMistakes(expression: string, recorded: boolean): string[] {
  if (/\\[uUx]/.test(expression)) {
    return ["has an escaped character, which hides what it reads; write the character itself"];
  }
  const mistakes: string[] = [];
  if (/\bcontext\b(?!\s*\.)/.test(expression)) {
    mistakes.push("hands context on; write context.Request..., context.Response... or context.Variables... in full");
  }
  if (/\.\s*Body\b/.test(expression)) {
    mistakes.push('reads the body, which is then gone; use (string)context.Variables["body"]');
  }
  if (/\bAsJwt\b|\bAsBasic\b/.test(expression)) {
    mistakes.push('reads credentials; use context.Variables["user"] and context.Variables["client"]');
  }
  for (const name of literalNames(expression, "Headers")) {
    if (name === undefined) {
      mistakes.push('reads headers by names that nobody sees here; write .Headers.GetValueOrDefault("Name", "")');
    } else if (CREDENTIAL_HEADERS.includes(name.toLowerCase())) {
      mistakes.push(`reads ${name}, which lets its bearer in; use context.Variables["user"] and ["client"]`);
    }
  }
  for (const name of literalNames(expression, "Variables")) {
    if (name === undefined) {
      mistakes.push('reads variables by names that nobody sees here; write context.Variables["name"]');
    } else if (recorded && MESSAGE_VARIABLES.includes(name)) {
      mistakes.push(`records "${name}", which holds what people wrote; record what was decided, such as "target"`);
    } else if (!name.startsWith(VARIABLE_PREFIX) && !READABLE_VARIABLES.includes(name)) {
      mistakes.push(
        `reads the variable "${name}"; allowed: ${READABLE_VARIABLES.join(", ")} and ${VARIABLE_PREFIX}...`,
      );
    }
  }
  return mistakes;
}

/** The literal names by which a dictionary is read; undefined for each use without one. */
function literalNames(expression: string, dictionary: "Headers" | "Variables"): (string | undefined)[] {
  const uses = expression.matchAll(new RegExp(`\\.\\s*${dictionary}\\b([^]*?)(?=\\.\\s*${dictionary}\\b|$)`, "g"));
  return [...uses].map(
    ([, rest = ""]) =>
      /^\s*(?:\.\s*(?:GetValueOrDefault(?:\s*<[A-Za-z0-9.]+>)?|ContainsKey)\s*\(|\[)\s*"([^"\\]+)"\s*[\]),]/.exec(
        rest,
      )?.[1],
  );
}
