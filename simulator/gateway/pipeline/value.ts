/** What stands in an attribute or a text: itself, or an expression for it. */

export type Value =
  { readonly kind: "literal"; readonly text: string } | { readonly kind: "expression"; readonly code: string };

/** True where an attribute or text is an expression and nothing else. */
export function isPolicyExpression(text: string): boolean {
  return /^\s*@[({]/.test(text);
}

/** Which bodies an expression reads, so that no other is waited for. */
export interface BodyReads {
  readonly request: boolean;
  readonly response: boolean;
}

const reads = new Map<string, BodyReads>();

/**
 * Whether the expression may look at `context.Request.Body` or `context.Response.Body`: by name, or where the message is
 * handed on whole (`var r = context.Request;`) and a `Body` is read. Too much is harmless for a request, for it waits;
 * of an answer it would end streaming, as in Azure any reading does.
 */
export function bodyReads(code: string): BodyReads {
  let found = reads.get(code);
  if (found === undefined) {
    const anyBody = /\.\s*Body\b/.test(code);
    const of = (message: string): boolean =>
      anyBody &&
      new RegExp(
        `\\bcontext\\s*\\.\\s*${message}\\b\\s*(?!\\s|\\.|\\?\\.)|\\bcontext\\s*\\.\\s*${message}\\s*\\??\\.\\s*Body\\b`,
      ).test(code);
    found = { request: of("Request"), response: of("Response") };
    reads.set(code, found);
  }
  return found;
}
