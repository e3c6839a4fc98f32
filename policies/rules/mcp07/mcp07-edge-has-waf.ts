import { is } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const PROFILE = "azure-native:cdn:Profile";
const ENDPOINT = "azure-native:cdn:AFDEndpoint";
const CUSTOM_DOMAIN = "azure-native:cdn:AFDCustomDomain";
const SECURITY_POLICY = "azure-native:cdn:SecurityPolicy";
const WAF = "azure-native:frontdoor:Policy";

export const rule: Rule = {
  name: "mcp07-edge-has-waf",
  control: "MCP07-5",
  title: "A web application firewall stands at the declared edge",
  why: "Without it floods, scanners and known exploits reach the gateway, whose own limits count only verified callers.",
  severity: "medium",
  remedy:
    "Plan a frontdoor Policy with policySettings.enabledState Enabled and mode Prevention, and a cdn SecurityPolicy that associates it with each endpoint and custom domain for /*; the profile's sku is Premium_AzureFrontDoor.",
  stack: {
    types: [PROFILE, ENDPOINT, CUSTOM_DOMAIN, WAF],
    judge: (stack) => {
      for (const profile of stack.places(PROFILE)) {
        profile
          .at("sku.name")
          .must(is("Premium_AzureFrontDoor"), "write Premium_AzureFrontDoor: lower tiers have no private link");
      }
      for (const policy of stack.places(WAF)) {
        policy.at("policySettings.enabledState").must(is("Enabled"), "write Enabled");
        policy.at("policySettings.mode").must(is("Prevention"), "write Prevention: Detection only writes down");
      }
      for (const domain of stack.places(ENDPOINT, CUSTOM_DOMAIN)) {
        if (!isGuarded(stack, domain)) {
          domain.wrong(
            "no SecurityPolicy puts a web application firewall of this stack in front of all its paths: add one, with patternsToMatch [/*].",
          );
        }
      }
    },
  },
};

function isGuarded(stack: StackUnderJudgement, guarded: Place): boolean {
  return stack.places(SECURITY_POLICY).some((policy) => {
    const waf = stack.view.byArmId(policy.at("parameters.wafPolicy.id").value);
    const domains = policy
      .at("parameters.associations")
      .items("what a security policy guards must be known")
      .filter((association) =>
        association
          .at("patternsToMatch")
          .items("what a security policy guards must be known")
          .some((pattern) => pattern.value === "/*"),
      )
      .flatMap((association) => association.at("domains").items("what a security policy guards must be known"));
    return waf !== undefined && domains.some((domain) => means(stack, domain.at("id").value, guarded));
  });
}

/** True where the id is that of the endpoint or custom domain; plans have no index of custom domains by id. */
function means(stack: StackUnderJudgement, id: unknown, guarded: Place): boolean {
  if (guarded.type !== CUSTOM_DOMAIN) {
    return stack.view.byArmId(id) === guarded.resource;
  }
  const profile = guarded.at("profileName").text("whose domain it is must be known");
  const name = guarded.at("customDomainName").text("which domain it is must be known");
  const end = `/profiles/${profile ?? ""}/customDomains/${name ?? ""}`.toLowerCase();
  return typeof id === "string" && id.toLowerCase().endsWith(end);
}
