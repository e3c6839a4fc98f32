/** Where the token policies find the token. */
import type { PolicyElement } from "../../../plan/policy-document";
import type { Run } from "../pipeline/run";
import type { AttributeRule, Compilation } from "./definition";

export const TOKEN_SOURCE_ATTRIBUTES: Readonly<Record<string, AttributeRule>> = {
  "header-name": { expression: true },
  "query-parameter-name": { expression: true },
  "token-value": { expression: true },
};

/**
 * The token without its scheme; undefined where there is none. Of several headers of the name the values are joined, so
 * two tokens are no token.
 *
 * @param defaultHeader the header read where no attribute names a place
 */
export function compileTokenSource(
  element: PolicyElement,
  compilation: Compilation,
  defaultHeader: string | undefined,
): (run: Run) => Promise<string | undefined> {
  const header = compilation.attribute(element, "header-name");
  const query = compilation.attribute(element, "query-parameter-name");
  const value = compilation.attribute(element, "token-value");
  const named = [header, query, value].filter((source) => source !== undefined).length;
  if (named > 1 || (named === 0 && defaultHeader === undefined)) {
    compilation.problem(
      element,
      `<${element.name}> takes one of "header-name", "query-parameter-name" and "token-value"`,
    );
  }
  return async (run) => {
    if (value !== undefined) {
      return withoutScheme(await run.text(value));
    }
    if (query !== undefined) {
      const found = new URLSearchParams(run.request.originalUrl.query).get(await run.text(query));
      return found === null ? undefined : withoutScheme(found);
    }
    const name = header === undefined ? (defaultHeader ?? "Authorization") : await run.text(header);
    const values = run.request.headers.values(name);
    return values.length === 0 ? undefined : withoutScheme(values.join(","));
  };
}

function withoutScheme(text: string): string | undefined {
  const token = text.trim().replace(/^Bearer\s+/i, "");
  return token === "" ? undefined : token;
}
