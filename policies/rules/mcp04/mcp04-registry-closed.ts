import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp04-registry-closed",
  control: "MCP04-2",
  title: "The registry is closed, exports nothing and cleans up",
  why: "Whoever can push or pull from outside replaces what servers run, or carries the images away.",
  severity: "high",
  remedy:
    "Premium registry with publicNetworkAccess Disabled, anonymousPullEnabled false, policies.exportPolicy.status disabled and policies.retentionPolicy.status enabled.",
  resource: {
    types: ["azure-native:containerregistry:Registry"],
    judge: (registry) => {
      registry.at("sku.name").must(is("Premium"), "write Premium: lower tiers have no private endpoint");
      registry.at("publicNetworkAccess").must(is("Disabled"), "write Disabled");
      registry.at("anonymousPullEnabled").must(is(false), "write false");
      registry.at("policies.exportPolicy.status").must(is("disabled"), "write disabled");
      registry.at("policies.retentionPolicy.status").must(is("enabled"), "write enabled");
    },
  },
};
