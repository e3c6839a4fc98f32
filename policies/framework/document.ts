import { documentOf } from "../../plan/policy-resource";
import type { PolicyElement } from "../../plan/policy-document";
import type { Place } from "./place";

/**
 * The document of a policy of API Management, for rules that look inside. One that is hidden is told by the rule that asks,
 * since it cannot judge; one that is no policy is told by azure-policies-complete, once for all rules.
 *
 * @returns the root element, or nothing where there is no whole document
 */
export function wholeDocument(policy: Place): PolicyElement | undefined {
  if (policy.at("value").isHidden("a policy document must be whole in preview")) {
    return undefined;
  }
  const document = documentOf(policy.resource);
  return document.kind === "policy" ? document.root : undefined;
}
