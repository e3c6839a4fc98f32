import { is } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const PROFILE = "azure-native:cdn:Profile";
const ENDPOINT = "azure-native:cdn:AFDEndpoint";
const SECURITY_POLICY = "azure-native:cdn:SecurityPolicy";
const WAF = "azure-native:frontdoor:Policy";

export const rule: Rule = {
  name: "mcp07-edge-has-waf",
  control: "MCP07-5",
  title: "A web application firewall stands at the declared edge",
  why: "Without it floods, scanners and known exploits reach the gateway, whose own limits count only verified callers.",
  severity: "medium",
  remedy:
    "Plan a frontdoor Policy with policySettings.enabledState Enabled and a cdn SecurityPolicy that associates it with each endpoint; the profile's sku is Premium_AzureFrontDoor.",
  stack: {
    types: [PROFILE, ENDPOINT, WAF],
    judge: (stack) => {
      for (const profile of stack.places(PROFILE)) {
        profile
          .at("sku.name")
          .must(is("Premium_AzureFrontDoor"), "write Premium_AzureFrontDoor: lower tiers have no private link");
      }
      for (const policy of stack.places(WAF)) {
        policy.at("policySettings.enabledState").must(is("Enabled"), "write Enabled");
      }
      for (const endpoint of stack.places(ENDPOINT)) {
        if (!isGuarded(stack, endpoint)) {
          endpoint.wrong("no SecurityPolicy puts a web application firewall of this stack in front of it: add one.");
        }
      }
    },
  },
};

function isGuarded(stack: StackUnderJudgement, endpoint: Place): boolean {
  return stack.places(SECURITY_POLICY).some((policy) => {
    const waf = stack.view.byArmId(policy.at("parameters.wafPolicy.id").value);
    const domains = policy
      .at("parameters.associations")
      .items("what a security policy guards must be known")
      .flatMap((association) => association.at("domains").items("what a security policy guards must be known"));
    return (
      waf !== undefined && domains.some((domain) => stack.view.byArmId(domain.at("id").value) === endpoint.resource)
    );
  });
}
