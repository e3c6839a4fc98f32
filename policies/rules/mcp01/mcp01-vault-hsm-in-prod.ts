import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp01-vault-hsm-in-prod",
  control: "MCP01-2",
  title: "Production keys live in hardware",
  why: "A key outside hardware can be copied from memory by whoever breaks into the service that holds it.",
  severity: "medium",
  remedy: "Set properties.sku.name to premium where tag environment is prod.",
  configuration: { environment: true },
  resource: {
    types: ["azure-native:keyvault:Vault"],
    judge: (vault, intent) => {
      if (intent.environment(vault) === "prod") {
        vault.at("properties.sku.name").must(is("premium"), "write premium in prod");
      }
    },
  },
};
