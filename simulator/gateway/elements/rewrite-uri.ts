/** `rewrite-uri`: path and query as the backend gets them. Reference: "Rewrite URL". */
import { literal, type Element } from "./definition";

export const rewriteUri: Element = {
  name: "rewrite-uri",
  reference: "Rewrite URL",
  sections: ["inbound"],
  attributes: {
    template: { required: true, expression: true },
    "copy-unmatched-params": { expression: true, kind: "boolean" },
  },
  compile(element, compilation) {
    const template = compilation.attribute(element, "template") ?? literal("/");
    const copy = compilation.attribute(element, "copy-unmatched-params") ?? literal("true");
    return async (run) => {
      const { matchedParameters, url } = run.request;
      const filled = (await run.text(template)).replace(/\{\*?([^{}]+)\}/g, (whole, name: string) => {
        const value = matchedParameters[name];
        return value === undefined ? whole : encodeURI(value);
      });
      const [path = "/", query = ""] = splitAtQuestionMark(filled);
      const unmatched = (await run.boolean(copy)) ? unmatchedQuery(url.query, matchedParameters, query) : "";
      const joined = [query, unmatched].filter((part) => part !== "").join("&");
      const rewritten = {
        path: path.startsWith("/") ? path : `/${path}`,
        query: joined === "" ? "" : `?${joined}`,
      };
      run.rewrittenPath = rewritten.path;
      run.setUrl({ ...url, ...rewritten });
    };
  },
};

function splitAtQuestionMark(text: string): readonly string[] {
  const at = text.indexOf("?");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Parameters that stand neither in the operation's template nor in the new query. */
function unmatchedQuery(query: string, matched: Readonly<Record<string, string>>, fresh: string): string {
  const taken = new Set([...new URLSearchParams(fresh).keys()]);
  return query
    .replace(/^\?/, "")
    .split("&")
    .filter((pair) => pair !== "")
    .filter((pair) => {
      const name = [...new URLSearchParams(pair).keys()][0] ?? "";
      return !Object.hasOwn(matched, name) && !taken.has(name);
    })
    .join("&");
}
