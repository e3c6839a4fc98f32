/**
 * `retry`: its policies once, and again while the condition holds. Waits in real time. An error inside ends it: whether
 * Azure tries again then is not documented. Reference: "Retry".
 */
import { setTimeout as sleep } from "node:timers/promises";
import { EVERYWHERE, literal, type Element } from "./definition";

export const retry: Element = {
  name: "retry",
  reference: "Retry",
  sections: EVERYWHERE,
  attributes: {
    condition: { required: true, expression: true, values: ["true", "false"] },
    count: { required: true, expression: true, kind: "integer", min: 1, max: 50 },
    interval: { required: true, expression: true, kind: "integer" },
    "max-interval": { expression: true, kind: "integer" },
    delta: { expression: true, kind: "integer" },
    "first-fast-retry": { expression: true, kind: "boolean" },
  },
  policies: "all",
  compile(element, compilation, path) {
    const condition = compilation.attribute(element, "condition") ?? literal("false");
    const count = compilation.attribute(element, "count") ?? literal("1");
    const interval = compilation.attribute(element, "interval") ?? literal("0");
    const longest = compilation.attribute(element, "max-interval");
    const delta = compilation.attribute(element, "delta");
    const fast = compilation.attribute(element, "first-fast-retry") ?? literal("false");
    const steps = compilation.policies(element.children, path);
    return async (run) => {
      await steps(run);
      const most = await run.integer(count);
      for (let attempt = 1; attempt <= most && (await run.boolean(condition)); attempt += 1) {
        const immediately = attempt === 1 && (await run.boolean(fast));
        if (!immediately) {
          const seconds = pause(
            attempt,
            await run.integer(interval),
            delta === undefined ? undefined : await run.integer(delta),
            longest === undefined ? undefined : await run.integer(longest),
          );
          await run.measure.wait(() => sleep(seconds * 1000, undefined, { signal: run.signal }).catch(() => undefined));
        }
        await steps(run);
      }
    };
  },
};

/** Seconds: the same each time, longer by `delta` each time, or doubled each time up to the longest. */
function pause(attempt: number, interval: number, delta: number | undefined, longest: number | undefined): number {
  const grown =
    delta !== undefined && longest !== undefined
      ? interval + delta * (2 ** (attempt - 1) - 1)
      : delta !== undefined
        ? interval + delta * (attempt - 1)
        : interval;
  return Math.min(grown, longest ?? Number.POSITIVE_INFINITY);
}
