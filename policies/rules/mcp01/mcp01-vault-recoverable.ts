import { is, isAtLeast } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Days for which a deleted vault can be recovered. In dev the least that Azure allows, since it also holds the name. */
const RECOVERY_DAYS = { dev: 7, staging: 90, prod: 90 } as const;

export const rule: Rule = {
  name: "mcp01-vault-recoverable",
  control: "MCP01-2",
  title: "Key vaults can be recovered, and nobody can purge them",
  why: "An intruder or a mistaken destroy that purges the vault takes the keys of every session with it, for good.",
  severity: "high",
  remedy:
    "Set properties.enablePurgeProtection and enableSoftDelete to true and softDeleteRetentionInDays to 90 (7 or more where tag environment is dev).",
  configuration: { environment: true },
  resource: {
    types: ["azure-native:keyvault:Vault"],
    judge: (vault, intent) => {
      const days = RECOVERY_DAYS[intent.environment(vault)];
      vault.at("properties.enablePurgeProtection").must(is(true), "write true");
      vault.at("properties.enableSoftDelete").must(is(true), "write true");
      vault.at("properties.softDeleteRetentionInDays").must(isAtLeast(days), `write ${days} or more`);
    },
  },
};
