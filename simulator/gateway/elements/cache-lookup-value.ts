/**
 * `cache-lookup-value`: a kept value into a variable. A miss without `default-value` leaves the variable unset.
 * Reference: "Get value from cache".
 */
import { EVERYWHERE, literal, type Element } from "./definition";

export const cacheLookupValue: Element = {
  name: "cache-lookup-value",
  reference: "Get value from cache",
  sections: EVERYWHERE,
  attributes: {
    key: { required: true, expression: true },
    "variable-name": { required: true },
    "default-value": { expression: true },
    "caching-type": { values: ["internal", "external", "prefer-external"] },
  },
  compile(element, compilation) {
    const key = compilation.attribute(element, "key") ?? literal("");
    const variable = compilation.literal(element, "variable-name") ?? "";
    const fallback = compilation.attribute(element, "default-value");
    return async (run) => {
      const found = run.services.cache.get(await run.text(key), run.services.clock.now());
      if (found !== undefined) {
        run.context.importVariable(variable, found);
      } else if (fallback !== undefined) {
        await run.setVariable(variable, fallback);
      }
    };
  },
};
