/** `cache-remove-value`: forgets a kept value. Reference: "Remove value from cache". */
import { EVERYWHERE, literal, type Element } from "./definition";

export const cacheRemoveValue: Element = {
  name: "cache-remove-value",
  reference: "Remove value from cache",
  sections: EVERYWHERE,
  attributes: {
    key: { required: true, expression: true },
    "caching-type": { values: ["internal", "external", "prefer-external"] },
  },
  compile(element, compilation) {
    const key = compilation.attribute(element, "key") ?? literal("");
    return async (run) => {
      run.services.cache.delete(await run.text(key));
    };
  },
};
