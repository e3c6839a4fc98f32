/**
 * `quota`: calls and bandwidth of a subscription, at product scope. No request here has a subscription key, so it limits
 * nobody; `quota-by-key` does. Reference: "Set usage quota by subscription".
 */
import { NOTHING, type AttributeRule, type Element } from "./definition";

const LIMITS: Readonly<Record<string, AttributeRule>> = {
  calls: { kind: "integer", min: 1 },
  bandwidth: { kind: "integer", min: 1 },
  "renewal-period": { kind: "integer" },
};
const ENTITY: Readonly<Record<string, AttributeRule>> = { ...LIMITS, name: {}, id: {} };

export const quota: Element = {
  name: "quota",
  reference: "Set usage quota by subscription",
  sections: ["inbound"],
  notIn: ["global", "api", "operation"],
  attributes: { ...LIMITS, "renewal-period": { required: true, kind: "integer" } },
  children: {
    api: { many: true, attributes: ENTITY, children: { operation: { many: true, attributes: ENTITY } } },
  },
  compile(element, compilation) {
    if (element.attributes.calls === undefined && element.attributes.bandwidth === undefined) {
      compilation.problem(element, `<quota> needs "calls" or "bandwidth"`);
    }
    return NOTHING;
  },
};
