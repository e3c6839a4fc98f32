/**
 * `rate-limit`: calls of a subscription. "This policy is only applied when an API is accessed using a subscription key":
 * no request here has one, so it limits nobody; `rate-limit-by-key` does. Reference: "Limit call rate by subscription".
 */
import { LONGEST_WINDOW } from "../state/counters";
import { NOTHING, type AttributeRule, type ChildShape, type Element } from "./definition";

const LIMITS: Readonly<Record<string, AttributeRule>> = {
  calls: { required: true, kind: "integer", min: 1 },
  "renewal-period": { required: true, kind: "integer", min: 1, max: LONGEST_WINDOW },
};
const ENTITY: Readonly<Record<string, AttributeRule>> = { ...LIMITS, name: {}, id: {} };
const OPERATION: ChildShape = { many: true, attributes: ENTITY };

export const rateLimit: Element = {
  name: "rate-limit",
  reference: "Limit call rate by subscription",
  sections: ["inbound"],
  notIn: ["global"],
  attributes: {
    ...LIMITS,
    "retry-after-header-name": {},
    "retry-after-variable-name": {},
    "remaining-calls-header-name": {},
    "remaining-calls-variable-name": {},
    "total-calls-header-name": {},
  },
  children: { api: { many: true, attributes: ENTITY, children: { operation: OPERATION } } },
  compile: () => NOTHING,
};
