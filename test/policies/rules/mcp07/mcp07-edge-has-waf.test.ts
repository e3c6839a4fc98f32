import { type PlanResource, UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-edge-has-waf";
import { describeRule } from "../../cases";
import { stack } from "../../fixture";
import { GROUP, resource, withInput } from "../../resources";

const profile = resource("cdn:Profile", "edge", { profileName: "afd", sku: { name: "Premium_AzureFrontDoor" } });
const endpoint = resource("cdn:AFDEndpoint", "edge", { profileName: "afd", endpointName: "mcp" });
const domain = resource("cdn:AFDCustomDomain", "edge", { profileName: "afd", customDomainName: "servers" });
const waf = resource("frontdoor:Policy", "edge", {
  policyName: "waf",
  policySettings: { enabledState: "Enabled", mode: "Prevention" },
});
const security = resource("cdn:SecurityPolicy", "edge", {
  profileName: "afd",
  securityPolicyName: "waf",
  parameters: {
    type: "WebApplicationFirewall",
    wafPolicy: { id: `${GROUP}/providers/Microsoft.Network/FrontDoorWebApplicationFirewallPolicies/waf` },
    associations: [
      {
        domains: [
          { id: `${GROUP}/providers/Microsoft.Cdn/profiles/afd/afdEndpoints/mcp` },
          { id: `${GROUP}/providers/Microsoft.Cdn/profiles/afd/customDomains/servers` },
        ],
        patternsToMatch: ["/*"],
      },
    ],
  },
});
const edge = (changes: Record<string, PlanResource | undefined>) =>
  stack({ profile, endpoint, domain, waf, security, ...changes });

describeRule(rule, {
  noncompliance: [
    {
      when: "nothing stands in front of the endpoint",
      stack: edge({ security: undefined }),
      says: /no SecurityPolicy puts a web application firewall/,
    },
    {
      when: "the firewall is off",
      stack: edge({ waf: withInput(waf, "policySettings.enabledState", "Disabled") }),
      says: /write Enabled/,
    },
    {
      when: "the firewall only writes down what it finds",
      stack: edge({ waf: withInput(waf, "policySettings.mode", "Detection") }),
      says: /write Prevention/,
    },
    {
      when: "a custom domain is left out",
      stack: edge({ security: withInput(security, "parameters.associations[0].domains[1]", undefined) }),
      says: /no SecurityPolicy puts/,
    },
    {
      when: "only some paths are guarded",
      stack: edge({ security: withInput(security, "parameters.associations[0].patternsToMatch", ["/api/*"]) }),
      says: /in front of all its paths/,
    },
    {
      when: "the tier has no private link",
      stack: edge({ profile: withInput(profile, "sku.name", "Standard_AzureFrontDoor") }),
      says: /write Premium_AzureFrontDoor/,
    },
    {
      when: "what it guards is unknown",
      stack: edge({ security: withInput(security, "parameters.associations", UNKNOWN) }),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "a firewall before each endpoint", stack: edge({}) },
    { when: "no Front Door at all", stack: stack() },
  ],
});
