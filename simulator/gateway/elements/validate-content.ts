/**
 * `validate-content`: size and content type of a body. Schemas (`<content validate-as=...>`) are not simulated, and are
 * refused. Reference: "Validate content".
 */
import { PolicyError } from "../pipeline/policy-error";
import { childrenOf, literal, type Element } from "./definition";

/** 4 MB; 100 KB where schemas are used on v2. */
const LARGEST = 4 * 1024 * 1024;
const ACTIONS = ["ignore", "prevent", "detect"];

export const validateContent: Element = {
  name: "validate-content",
  reference: "Validate content",
  sections: ["inbound", "outbound", "on-error"],
  attributes: {
    "unspecified-content-type-action": { required: true, expression: true, values: ACTIONS },
    "max-size": { required: true, expression: true, kind: "integer", min: 1, max: LARGEST },
    "size-exceeded-action": { required: true, expression: true, values: ACTIONS },
    "errors-variable-name": {},
  },
  children: {
    "content-type-map": {
      attributes: { "any-content-type-value": {}, "missing-content-type-value": {} },
      children: { type: { many: true, attributes: { from: {}, when: { expression: true }, to: { required: true } } } },
    },
    content: {
      many: true,
      attributes: {
        "validate-as": {},
        type: {},
        action: {},
        "schema-id": {},
        "schema-ref": {},
        "allow-additional-properties": {},
        "case-insensitive-property-names": {},
      },
    },
  },
  compile(element, compilation) {
    for (const child of [...childrenOf(element, "content"), ...childrenOf(element, "content-type-map")]) {
      compilation.problem(child, `schemas of <validate-content> are not simulated; leave <${child.name}> out`);
    }
    if (element.attributes["errors-variable-name"] !== undefined) {
      compilation.problem(element, `"errors-variable-name" of <validate-content> is not simulated`);
    }
    const unspecified = compilation.attribute(element, "unspecified-content-type-action") ?? literal("prevent");
    const size = compilation.attribute(element, "max-size") ?? literal("1");
    const exceeded = compilation.attribute(element, "size-exceeded-action") ?? literal("prevent");
    return async (run) => {
      const body = await (run.changesResponse ? run.readResponseBody() : run.readRequestBody());
      const refused = run.changesResponse ? 502 : 400;
      if (body === undefined) {
        return;
      }
      if (body.length > (await run.integer(size)) && (await run.text(exceeded)).toLowerCase() === "prevent") {
        throw new PolicyError("ValidationException", "The body is larger than what is allowed.", refused);
      }
      // No content type is specified here, so none is one of those that are.
      if ((await run.text(unspecified)).toLowerCase() === "prevent") {
        throw new PolicyError("ValidationException", "The body's content type is not specified.", refused);
      }
    };
  },
};
