import type { Settings } from "./settings/types";

/**
 * What differs between sizes, as data: the layers hold no `if` on an environment's name.
 * `dev` is the cheapest that still passes every mandatory rule.
 */
export interface Size {
  /** Key Vault's tier: `premium` keeps keys in hardware (control MCP01-2 wants it in prod). */
  readonly vaultSku: "standard" | "premium";
  /** Days for which a deleted vault can be recovered, and holds its name: 7 to 90, fixed at creation. */
  readonly vaultRecoveryDays: number;
  /** Days for which logs can be queried: at least 90 (control MCP08-3). */
  readonly logRetentionDays: number;
  /** Whether what can be spread over availability zones is; fixed at creation for most services. */
  readonly zoneRedundant: boolean;
  /** API Management's units (StandardV2: the lowest tier with VNet integration and a private endpoint). */
  readonly gatewayUnits: number;
  /** Replicas of each server: the least and the most. */
  readonly replicas: { readonly min: number; readonly max: number };
  /** CPU cores and memory of each replica; Container Apps wants 1:2. */
  readonly container: { readonly cpu: number; readonly memory: string };
  /** Calls that one user may make through one client to one server within a minute. */
  readonly callsPerMinute: number;
}

export const sizes: Readonly<Record<Settings["size"], Size>> = {
  dev: {
    vaultSku: "standard",
    vaultRecoveryDays: 7,
    logRetentionDays: 90,
    zoneRedundant: false,
    gatewayUnits: 1,
    replicas: { min: 0, max: 2 },
    container: { cpu: 0.25, memory: "0.5Gi" },
    callsPerMinute: 120,
  },
  standard: {
    vaultSku: "standard",
    vaultRecoveryDays: 90,
    logRetentionDays: 90,
    zoneRedundant: false,
    gatewayUnits: 1,
    replicas: { min: 1, max: 5 },
    container: { cpu: 0.5, memory: "1Gi" },
    callsPerMinute: 300,
  },
  prod: {
    vaultSku: "premium",
    vaultRecoveryDays: 90,
    logRetentionDays: 180,
    zoneRedundant: true,
    gatewayUnits: 2,
    replicas: { min: 2, max: 10 },
    container: { cpu: 0.5, memory: "1Gi" },
    callsPerMinute: 300,
  },
};
