import type * as pulumi from "@pulumi/pulumi";
import * as frontdoor from "@pulumi/azure-native/frontdoor";
import { known } from "../known";
import type { LayerContext } from "../stack-context";

/** Requests that one address may make within a minute before the edge refuses it. */
const CALLS_PER_ADDRESS_AND_MINUTE = 1000;

/**
 * The web application firewall, in prevention. Its default rules only log: a JSON-RPC body full of ordinary prose trips
 * them, and no exclusion helps (Microsoft Learn, "WAF exclusion lists"); the bots' rule set and the ceiling for each
 * address block.
 *
 * @returns its ARM id; known
 */
export function webApplicationFirewall(args: {
  readonly context: LayerContext;
  readonly parent: pulumi.Resource;
}): pulumi.Output<string> {
  const { context } = args;
  const name = context.names.webApplicationFirewall;
  const policy = new frontdoor.Policy(
    "firewall",
    {
      resourceGroupName: context.resourceGroupName,
      policyName: name,
      location: "global",
      sku: { name: "Premium_AzureFrontDoor" },
      policySettings: { enabledState: "Enabled", mode: "Prevention", requestBodyCheck: "Enabled" },
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1", ruleSetAction: "Log" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
      customRules: {
        rules: [
          {
            name: "CallsPerAddress",
            priority: 100,
            enabledState: "Enabled",
            ruleType: "RateLimitRule",
            rateLimitDurationInMinutes: 1,
            rateLimitThreshold: CALLS_PER_ADDRESS_AND_MINUTE,
            matchConditions: [{ matchVariable: "RequestUri", operator: "Contains", matchValue: ["/"] }],
            action: "Block",
          },
        ],
      },
      tags: context.tags,
    },
    { parent: args.parent },
  );
  return known(context.arm.id("Microsoft.Network/frontDoorWebApplicationFirewallPolicies", name), policy);
}
