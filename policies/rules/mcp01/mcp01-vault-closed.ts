import { is, isAbsentOrEmpty } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp01-vault-closed",
  control: "MCP01-2",
  title: "Key vaults answer only inside the network",
  why: "With a public vault one leaked token is enough to read every secret from anywhere.",
  severity: "critical",
  remedy:
    "Set properties.publicNetworkAccess to Disabled and properties.networkAcls to { bypass: None, defaultAction: Deny } without exceptions, and add a private endpoint.",
  resource: {
    types: ["azure-native:keyvault:Vault"],
    judge: (vault) => {
      const properties = vault.at("properties");
      properties.at("publicNetworkAccess").must(is("Disabled"), "write Disabled");
      const rules = properties.at("networkAcls");
      rules.at("defaultAction").must(is("Deny"), "write Deny");
      // Trusted services come in even with public access off (Key Vault network security).
      rules.at("bypass").must(is("None"), "write None: trusted services get in even with public access off");
      rules.at("ipRules").must(isAbsentOrEmpty, "leave addresses out");
      rules.at("virtualNetworkRules").must(isAbsentOrEmpty, "leave networks out and use a private endpoint");
      for (const option of ["enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment"]) {
        properties.at(option).must((value) => value !== true, "write false: it lets Azure services read secrets");
      }
    },
  },
};
