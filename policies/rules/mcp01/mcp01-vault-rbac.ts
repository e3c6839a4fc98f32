import { is, isAbsentOrEmpty } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp01-vault-rbac",
  control: "MCP01-2",
  title: "Key vaults decide by roles who reads them",
  why: "An access policy lets anyone who may write the vault give himself its secrets, and shows in no role review.",
  severity: "high",
  remedy: "Set properties.enableRbacAuthorization to true, leave accessPolicies out, and assign roles on the vault.",
  resource: {
    types: ["azure-native:keyvault:Vault"],
    judge: (vault) => {
      vault.at("properties.enableRbacAuthorization").must(is(true), "write true");
      vault.at("properties.accessPolicies").must(isAbsentOrEmpty, "leave access policies out and assign roles");
    },
  },
};
