/** `limit-concurrency`: how many requests are inside at once; the next is refused with 429. Reference: "Limit concurrency". */
import { PolicyError } from "../pipeline/policy-error";
import { EVERYWHERE, literal, type Element } from "./definition";

export const limitConcurrency: Element = {
  name: "limit-concurrency",
  reference: "Limit concurrency",
  sections: EVERYWHERE,
  attributes: { key: { required: true, expression: true }, "max-count": { required: true, kind: "integer", min: 1 } },
  policies: "all",
  compile(element, compilation, path) {
    const key = compilation.attribute(element, "key") ?? literal("");
    const most = Number(compilation.literal(element, "max-count") ?? "1");
    const steps = compilation.policies(element.children, path);
    return async (run) => {
      const name = await run.text(key);
      if (!run.services.gates.enter(name, most)) {
        throw new PolicyError("ConcurrencyLimitExceeded", "Too many concurrent requests.", 429);
      }
      try {
        await steps(run);
      } finally {
        run.services.gates.leave(name);
      }
    };
  },
};
