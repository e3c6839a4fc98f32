import { is, isAbsentOrEmpty } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp06-content-safety-closed",
  control: "MCP06-1",
  title: "Content Safety answers only inside the network, and only to tokens",
  why: "The texts of all users pass through it; and whoever can exhaust it from outside takes the shield down.",
  severity: "high",
  remedy:
    "Set properties.publicNetworkAccess to Disabled, networkAcls.defaultAction to Deny without exceptions, customSubDomainName, and restrictOutboundNetworkAccess to true; add a private endpoint.",
  resource: {
    types: ["azure-native:cognitiveservices:Account"],
    judge: (account) => {
      const properties = account.at("properties");
      properties.at("publicNetworkAccess").must(is("Disabled"), "write Disabled");
      const rules = properties.at("networkAcls");
      rules.at("defaultAction").must(is("Deny"), "write Deny");
      rules.at("ipRules").must(isAbsentOrEmpty, "leave addresses out");
      rules.at("virtualNetworkRules").must(isAbsentOrEmpty, "leave networks out and use a private endpoint");
      properties
        .at("customSubDomainName")
        .mustBePresent("write a name: accounts without a subdomain of their own take no Entra tokens");
      properties.at("restrictOutboundNetworkAccess").must(is(true), "write true");
    },
  },
};
