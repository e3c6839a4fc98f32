/** The tenant that a stack is of. */
import type { StackUnderJudgement } from "./rule";

/** Tenants of the stack's planned vaults, in lower case: its own tenant. Empty where it plans no vault with a known one. */
export function ownTenants(stack: StackUnderJudgement): ReadonlySet<string> {
  const tenants = stack.places("azure-native:keyvault:Vault").map((vault) => vault.at("properties.tenantId").value);
  return new Set(tenants.filter((tenant) => typeof tenant === "string").map((tenant) => tenant.toLowerCase()));
}
