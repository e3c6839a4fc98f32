/** `set-query-parameter`: parameters of the request's query. Reference: "Set query string parameter". */
import { childrenOf, literal, type Element } from "./definition";

export const setQueryParameter: Element = {
  name: "set-query-parameter",
  reference: "Set query string parameter",
  sections: ["inbound", "backend"],
  attributes: {
    name: { required: true, expression: true },
    "exists-action": { expression: true, values: ["override", "skip", "append", "delete"] },
  },
  children: { value: { many: true, text: "value" } },
  compile(element, compilation) {
    const name = compilation.attribute(element, "name") ?? literal("");
    const action = compilation.attribute(element, "exists-action") ?? literal("override");
    const values = childrenOf(element, "value").map((child) => compilation.text(child));
    return async (run) => {
      const parameter = await run.text(name);
      const how = (await run.text(action)).toLowerCase();
      const texts: string[] = [];
      for (const value of values) {
        texts.push(await run.text(value));
      }
      const query = new URLSearchParams(run.request.url.query);
      if (how === "skip" && query.has(parameter)) {
        return;
      }
      if (how !== "append") {
        query.delete(parameter);
      }
      if (how !== "delete") {
        for (const text of texts) {
          query.append(parameter, text);
        }
      }
      const text = query.toString();
      run.setUrl({ ...run.request.url, query: text === "" ? "" : `?${text}` });
    };
  },
};
