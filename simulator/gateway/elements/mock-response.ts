/**
 * `mock-response`: the operation's documented example, or an empty answer; ends the whole pipeline.
 * Reference: "Mock response".
 */
import { ownResponse } from "../pipeline/message";
import { Answered } from "../pipeline/policy-error";
import type { Element } from "./definition";

export const mockResponse: Element = {
  name: "mock-response",
  reference: "Mock response",
  sections: ["inbound", "outbound", "on-error"],
  attributes: {
    "status-code": { kind: "integer", min: 100, max: 599 },
    "content-type": {},
    index: { kind: "integer" },
  },
  compile(element, compilation) {
    const status = Number(compilation.literal(element, "status-code") ?? "200");
    const type = compilation.literal(element, "content-type");
    const index = Number(compilation.literal(element, "index") ?? "0");
    return (run) => {
      const examples = (run.matched?.examples ?? []).filter(
        (example) => example.statusCode === status && (type === undefined || example.contentType === type),
      );
      const example = examples[index];
      const contentType = type ?? example?.contentType;
      const fields: [string, string][] = contentType === undefined ? [] : [["Content-Type", contentType]];
      return Promise.reject(new Answered(ownResponse(status, "", fields, example?.body)));
    };
  },
};
