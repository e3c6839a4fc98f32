/**
 * `cors`: answers preflight requests, and names the origin in other answers. On a preflight nothing but it runs; what it
 * does not allow gets an empty 200 unless `terminate-unmatched-request` is false. Reference: "CORS".
 */
import { ownResponse } from "../pipeline/message";
import { Answered } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { childrenOf, literal, type Element } from "./definition";

export const cors: Element = {
  name: "cors",
  reference: "CORS",
  sections: ["inbound"],
  attributes: {
    "allow-credentials": { expression: true, kind: "boolean" },
    "terminate-unmatched-request": { expression: true, kind: "boolean" },
  },
  children: {
    "allowed-origins": { required: true, children: { origin: { many: true, required: true, text: "value" } } },
    "allowed-methods": {
      attributes: { "preflight-result-max-age": { expression: true, kind: "integer" } },
      children: { method: { many: true, required: true, text: "value" } },
    },
    "allowed-headers": { children: { header: { many: true, required: true, text: "value" } } },
    "expose-headers": { children: { header: { many: true, required: true, text: "value" } } },
  },
  compile(element, compilation) {
    const values = (list: string, member: string) =>
      childrenOf(element, list)
        .flatMap((child) => childrenOf(child, member))
        .map((child) => compilation.text(child));
    const origins = values("allowed-origins", "origin");
    const methods = values("allowed-methods", "method");
    const headers = values("allowed-headers", "header");
    const exposed = values("expose-headers", "header");
    const maxAge = childrenOf(element, "allowed-methods").map((child) =>
      compilation.attribute(child, "preflight-result-max-age"),
    )[0];
    const credentials = compilation.attribute(element, "allow-credentials") ?? literal("false");
    const terminate = compilation.attribute(element, "terminate-unmatched-request") ?? literal("true");
    if (
      credentials.kind === "literal" &&
      credentials.text.toLowerCase() === "true" &&
      origins.some((origin) => origin.kind === "literal" && origin.text === "*")
    ) {
      compilation.problem(element, `allow-credentials="true" and the origin "*" exclude each other; name the origins`);
    }
    const texts = (of: typeof origins, run: Run) => Promise.all(of.map((value) => run.text(value)));
    return async (run) => {
      const origin = run.request.headers.first("origin");
      if (origin === undefined) {
        return;
      }
      const wantedMethod = run.request.headers.first("access-control-request-method");
      const preflight = run.request.method === "OPTIONS" && wantedMethod !== undefined;
      const allowedOrigins = await texts(origins, run);
      const any = allowedOrigins.includes("*");
      const named = any || allowedOrigins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase());
      const withCredentials = await run.boolean(credentials);
      const common: [string, string][] = [["Access-Control-Allow-Origin", any ? "*" : origin]];
      if (withCredentials) {
        common.push(["Access-Control-Allow-Credentials", "true"]);
      }
      if (!preflight) {
        if (named) {
          const names = await texts(exposed, run);
          run.answerFields.push(...common);
          if (names.length > 0) {
            run.answerFields.push(["Access-Control-Expose-Headers", names.join(",")]);
          }
        } else if (await run.boolean(terminate)) {
          throw new Answered(ownResponse(200, "OK"));
        }
        return;
      }
      const allowedMethods = methods.length === 0 ? ["GET", "POST"] : await texts(methods, run);
      const allowedHeaders = await texts(headers, run);
      const wantedHeaders = (run.request.headers.first("access-control-request-headers") ?? "")
        .split(",")
        .map((header) => header.trim())
        .filter((header) => header !== "");
      const fits =
        named &&
        includes(allowedMethods, wantedMethod) &&
        wantedHeaders.every((header) => includes(allowedHeaders, header));
      if (!fits) {
        if (await run.boolean(terminate)) {
          throw new Answered(ownResponse(200, "OK"));
        }
        return;
      }
      const age: [string, string][] = maxAge === undefined ? [] : [["Access-Control-Max-Age", await run.text(maxAge)]];
      throw new Answered(
        ownResponse(200, "OK", [
          ...common,
          ["Access-Control-Allow-Methods", wantedMethod],
          ...(wantedHeaders.length === 0 ? [] : [["Access-Control-Allow-Headers", wantedHeaders.join(",")] as const]),
          ...age,
        ]),
      );
    };
  },
};

function includes(allowed: readonly string[], wanted: string): boolean {
  return allowed.some((each) => each === "*" || each.toLowerCase() === wanted.toLowerCase());
}
