/** Which tenant a token issuer belongs to. */
import type { Json } from "../../plan/format";
import type { StackUnderJudgement } from "./rule";
import { ownTenants } from "./tenants";

/** The v2.0 issuer of one Entra tenant; the first group is the tenant's id. */
export const TENANT_ISSUER =
  /^https:\/\/login\.microsoftonline\.com\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/i;

/** True where the issuer is that of a known tenant other than the one of the stack's vaults; false where no vault is planned. */
export function isOfAnotherTenant(stack: StackUnderJudgement, issuer: Json | undefined): boolean {
  const tenants = ownTenants(stack);
  const tenant = typeof issuer === "string" ? TENANT_ISSUER.exec(issuer)?.[1]?.toLowerCase() : undefined;
  return tenant !== undefined && tenants.size > 0 && !tenants.has(tenant);
}
