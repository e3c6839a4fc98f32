/**
 * `rate-limit-by-key`: calls within a SLIDING window, by a key that is common to all scopes. With an expression in
 * `increment-condition` counting is postponed to the answer, so a refusal comes a call late.
 * Reference: "Limit call rate by key".
 */
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { LONGEST_WINDOW } from "../state/counters";
import { literal, type Element } from "./definition";

export const rateLimitByKey: Element = {
  name: "rate-limit-by-key",
  reference: "Limit call rate by key",
  sections: ["inbound"],
  attributes: {
    calls: { required: true, expression: true, kind: "integer", min: 1 },
    "renewal-period": { required: true, expression: true, kind: "integer", min: 1, max: LONGEST_WINDOW },
    "counter-key": { required: true, expression: true },
    "increment-condition": { expression: true, kind: "boolean" },
    "increment-count": { expression: true, kind: "integer", min: 1 },
    "increment-after-response": { kind: "boolean" },
    "retry-after-header-name": {},
    "retry-after-variable-name": {},
    "remaining-calls-header-name": {},
    "remaining-calls-variable-name": {},
    "total-calls-header-name": {},
  },
  compile(element, compilation) {
    const calls = compilation.attribute(element, "calls") ?? literal("0");
    const period = compilation.attribute(element, "renewal-period") ?? literal("1");
    const key = compilation.attribute(element, "counter-key") ?? literal("");
    const condition = compilation.attribute(element, "increment-condition") ?? literal("true");
    const increment = compilation.attribute(element, "increment-count") ?? literal("1");
    const names = {
      retryHeader: compilation.literal(element, "retry-after-header-name") ?? "Retry-After",
      retryVariable: compilation.literal(element, "retry-after-variable-name"),
      remainingHeader: compilation.literal(element, "remaining-calls-header-name"),
      remainingVariable: compilation.literal(element, "remaining-calls-variable-name"),
      totalHeader: compilation.literal(element, "total-calls-header-name"),
    };
    const postponed =
      condition.kind === "expression" ||
      compilation.literal(element, "increment-after-response")?.toLowerCase() === "true";
    return async (run) => {
      const counter = `rate ${await run.text(key)}`;
      const allowed = await run.integer(calls);
      const seconds = await run.integer(period);
      const { counters, clock } = run.services;
      const now = clock.now();
      const { calls: counted, oldest } = counters.recent(counter, seconds, now);
      if (counted >= allowed) {
        const retryAfter = Math.max(1, Math.ceil(((oldest ?? now) + seconds * 1000 - now) / 1000));
        if (names.retryVariable !== undefined) {
          run.context.setVariable(names.retryVariable, retryAfter);
        }
        throw new PolicyError("RateLimitExceeded", `Rate limit is exceeded. Try again in ${retryAfter} seconds.`, 429, [
          [names.retryHeader, String(retryAfter)],
        ]);
      }
      const remaining = Math.max(0, allowed - counted - 1);
      if (names.remainingVariable !== undefined) {
        run.context.setVariable(names.remainingVariable, remaining);
      }
      tellRemaining(run, names, allowed, remaining);
      const count = async (): Promise<void> => {
        if (await run.boolean(condition)) {
          counters.count(counter, await run.integer(increment), now);
        }
      };
      if (postponed) {
        run.atEnd.push(count);
      } else {
        await count();
      }
    };
  },
};

/** The counts stand in the answer's headers, whatever makes the answer. */
function tellRemaining(
  run: Run,
  names: { readonly remainingHeader: string | undefined; readonly totalHeader: string | undefined },
  allowed: number,
  remaining: number,
): void {
  if (names.remainingHeader !== undefined) {
    run.answerFields.push([names.remainingHeader, String(remaining)]);
  }
  if (names.totalHeader !== undefined) {
    run.answerFields.push([names.totalHeader, String(allowed)]);
  }
}
