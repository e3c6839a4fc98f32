/** `cache-store-value`: keeps a value for `duration` seconds by the gateway's clock. Reference: "Store value in cache". */
import { PolicyError } from "../pipeline/policy-error";
import { EVERYWHERE, literal, type Element } from "./definition";

/** Holds the value on its way out of C#; no policy can name it so by mistake. */
const CARRIER = "\u0001cache-store-value";

export const cacheStoreValue: Element = {
  name: "cache-store-value",
  reference: "Store value in cache",
  sections: EVERYWHERE,
  attributes: {
    key: { required: true, expression: true },
    value: { required: true, expression: true },
    duration: { required: true, expression: true, kind: "integer", min: 1 },
    "caching-type": { values: ["internal", "external", "prefer-external"] },
  },
  compile(element, compilation) {
    const key = compilation.attribute(element, "key") ?? literal("");
    const value = compilation.attribute(element, "value") ?? literal("");
    const duration = compilation.attribute(element, "duration") ?? literal("1");
    return async (run) => {
      const name = await run.text(key);
      const seconds = await run.integer(duration);
      await run.setVariable(CARRIER, value);
      const exported = await run.context.exportVariable(CARRIER);
      if (exported === undefined) {
        throw new PolicyError("CacheStoreFailure", "A value of this type cannot be kept in the cache.");
      }
      run.services.cache.set(name, exported, seconds, run.services.clock.now());
    };
  },
};
