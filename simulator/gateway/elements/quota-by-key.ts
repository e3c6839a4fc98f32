/**
 * `quota-by-key`: calls or kilobytes within a FIXED window, by key; 403 above. Which bytes count is not documented in
 * full: the bodies of request and answer as far as their length is known. Reference: "Set usage quota by key".
 */
import type { Body } from "../pipeline/message";
import type { HeaderFields } from "../pipeline/header-fields";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { literal, type Element } from "./definition";

const SHORTEST_PERIOD = 300;

export const quotaByKey: Element = {
  name: "quota-by-key",
  reference: "Set usage quota by key",
  sections: ["inbound"],
  attributes: {
    calls: { kind: "integer", min: 1 },
    bandwidth: { kind: "integer", min: 1 },
    "renewal-period": { required: true, kind: "integer" },
    "counter-key": { required: true, expression: true },
    "increment-condition": { expression: true, kind: "boolean" },
    "increment-count": { expression: true, kind: "integer", min: 1 },
    "first-period-start": {},
  },
  compile(element, compilation) {
    const calls = numberOf(compilation.literal(element, "calls"));
    const bandwidth = numberOf(compilation.literal(element, "bandwidth"));
    const period = Number(compilation.literal(element, "renewal-period") ?? "0");
    const start = Date.parse(compilation.literal(element, "first-period-start") ?? "0001-01-01T00:00:00Z");
    const key = compilation.attribute(element, "counter-key") ?? literal("");
    const condition = compilation.attribute(element, "increment-condition") ?? literal("true");
    const increment = compilation.attribute(element, "increment-count") ?? literal("1");
    if (calls === undefined && bandwidth === undefined) {
      compilation.problem(element, `<quota-by-key> needs "calls" or "bandwidth"`);
    }
    if (period !== 0 && period < SHORTEST_PERIOD) {
      compilation.problem(
        element,
        `"renewal-period" is ${period}; it takes 0 for ever, or at least ${SHORTEST_PERIOD} seconds`,
      );
    }
    if (Number.isNaN(start)) {
      compilation.problem(element, `"first-period-start" is no time; write it as 2026-01-01T00:00:00Z`);
    }
    return async (run) => {
      const name = `quota ${await run.text(key)}`;
      const now = run.services.clock.now();
      const window = run.services.counters.window(name, period, start, now);
      if (
        (calls !== undefined && window.calls >= calls) ||
        (bandwidth !== undefined && window.bytes >= bandwidth * 1024)
      ) {
        const seconds = Math.ceil((window.startedAt + period * 1000 - now) / 1000);
        const retryAfter: [string, string][] = period === 0 ? [] : [["Retry-After", String(seconds)]];
        throw new PolicyError("QuotaExceeded", "Out of call volume quota.", 403, retryAfter);
      }
      run.atEnd.push(async () => {
        if (await run.boolean(condition)) {
          window.calls += await run.integer(increment);
          window.bytes += size(run.request.headers, run.request.body) + answerSize(run);
        }
      });
    };
  },
};

function answerSize(run: Run): number {
  return run.response === undefined ? 0 : size(run.response.headers, run.response.body);
}

function size(headers: HeaderFields, body: Body): number {
  return body.kind === "bytes" ? body.bytes.length : Number(headers.first("content-length") ?? "0");
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
