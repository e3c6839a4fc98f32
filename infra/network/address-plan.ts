import { Netmask } from "netmask";

/** Which address range each subnet gets. */
export interface AddressPlan {
  /** Container Apps: immutable once made, so it gets the most: half of the network, at most a /23. */
  readonly apps: string;
  /** Private endpoints: a /26, 59 usable addresses. */
  readonly endpoints: string;
  /** Kept free for a firewall, whose subnet must be a /26 at least. */
  readonly firewall: string;
  /** API Management's outbound integration: a /27, the least that Azure takes. */
  readonly gateway: string;
}

const LARGEST_APPS_PREFIX = 23;

/**
 * Divides the virtual network: the lower half belongs to Container Apps, the rest lies at the start of the upper half.
 *
 * @param addressSpace the network's range in CIDR form, /16 to /23 (checked by the settings)
 * @returns ranges that lie inside it and do not overlap
 */
export function addressPlan(addressSpace: string): AddressPlan {
  const whole = new Netmask(addressSpace);
  const half = whole.bitmask + 1;
  const lower = new Netmask(`${whole.base}/${String(half)}`);
  const apps = new Netmask(`${whole.base}/${String(Math.max(half, LARGEST_APPS_PREFIX))}`);
  const upper = lower.next();
  const endpoints = new Netmask(`${upper.base}/26`);
  const firewall = endpoints.next();
  const gateway = new Netmask(`${firewall.next().base}/27`);
  return {
    apps: apps.toString(),
    endpoints: endpoints.toString(),
    firewall: firewall.toString(),
    gateway: gateway.toString(),
  };
}
