/** From a plan to what the stand-ins are made from. */
import type { Plan, PlanResource } from "../../plan/format";
import { normalizeType } from "../../plan/type-token";
import { isUnknown, visitValues } from "../../plan/values";
import { PlanView } from "../../plan/view";
import { applicationsOf, identitiesOf } from "./applications";
import { backendsOf, serverOfBackend } from "./doors";
import type { Estate, PlannedServer } from "./estate";
import { EstateRefusal } from "./problems";
import { resolved } from "./resolve";
import { serversOf } from "./servers";
import { contentSafetyOf, vaultOf } from "./services";
import { substituted, type Substitution } from "./substitute";

export type * from "./estate";
export { EstateRefusal } from "./problems";

/** Where Entra answers, in every cloud address that a plan of the public cloud names. */
const ENTRA_HOST = "login.microsoftonline.com";

/** Loopback origins, `http://127.0.0.1:<port>`, of everything that a plan names by an address. */
export interface Addresses {
  readonly gateway: string;
  readonly entra: string;
  readonly vault: string;
  readonly contentSafety: string;
  /** The door of each server's container app. */
  readonly doors: Readonly<Record<string, string>>;
}

/**
 * Reads a plan for the stand-ins.
 *
 * @param plan a preview's, or the export of a deployed stack
 * @param addresses loopback origins of the parties
 * @throws EstateRefusal with every value that is unknown in what is served, and every policy that cannot be read
 */
export function estateOf(plan: Plan, addresses: Addresses): Estate {
  const known = resolved(plan);
  const before = new PlanView(known.plan.deployment.resources);
  const { servers, publicOrigin, problems } = serversOf(before);
  const located = withBackends(known.plan, before, addresses);
  const allProblems = [
    ...known.problems,
    ...problems,
    ...(servers.length === 0
      ? ['no API\'s policy sets the variable "approved-text", so there is no MCP server']
      : unknownBackends(located)),
  ];
  if (allProblems.length > 0) {
    throw new EstateRefusal(allProblems);
  }
  const served = substituted(located, substitutionsOf(before, publicOrigin, addresses));
  const view = new PlanView(served.deployment.resources);
  return {
    plan: served,
    tenantId: tenantOf(known.plan),
    applications: applicationsOf(view),
    identities: identitiesOf(view),
    servers: serversOf(view).servers,
    // Their hosts are what the plan says, before loopback origins stand in their places.
    vault: vaultOf(before),
    contentSafety: contentSafetyOf(before),
  };
}

/** The servers that a plan has, in order, with ids that are not known yet; none where their policies cannot be read. */
export function serversIn(plan: Plan): readonly PlannedServer[] {
  return serversOf(new PlanView(plan.deployment.resources)).servers;
}

function substitutionsOf(view: PlanView, publicOrigin: string | undefined, addresses: Addresses): Substitution[] {
  const hosts: readonly (readonly [string | undefined, string])[] = [
    [publicOrigin?.replace(/^https:\/\//u, ""), addresses.gateway],
    [ENTRA_HOST, addresses.entra],
    [vaultOf(view)?.host, addresses.vault],
    [contentSafetyOf(view)?.host, addresses.contentSafety],
  ];
  return hosts.flatMap(([host, origin]) => (host === undefined ? [] : [{ host, origin }]));
}

function withBackends(plan: Plan, view: PlanView, addresses: Addresses): Plan {
  const doors = new Map(
    backendsOf(view).flatMap((backend) => {
      const door = addresses.doors[serverOfBackend(backend, view) ?? ""];
      return door === undefined ? [] : [[backend.urn, door] as const];
    }),
  );
  const moved = (resource: PlanResource): PlanResource => {
    const url = doors.get(resource.urn);
    return url === undefined ? resource : { ...resource, inputs: { ...resource.inputs, url } };
  };
  return { ...plan, deployment: { ...plan.deployment, resources: plan.deployment.resources.map(moved) } };
}

function unknownBackends(plan: Plan): readonly string[] {
  return plan.deployment.resources
    .filter(
      ({ type, inputs }) => normalizeType(type) === "azure-native:apimanagement:Backend" && isUnknown(inputs?.url),
    )
    .map(({ urn }) => `${urn}: url is unknown, and it leads to the container app of no server`);
}

/** The one tenant whose authority the plan names. */
function tenantOf(plan: Plan): string {
  const tenants = new Set<string>();
  for (const { inputs } of plan.deployment.resources) {
    visitValues(inputs, "", (value) => {
      if (typeof value === "string") {
        for (const [, tenant] of value.matchAll(/login\.microsoftonline\.com\/([0-9a-f-]{36})\b/giu)) {
          tenants.add((tenant ?? "").toLowerCase());
        }
      }
    });
  }
  const [tenant, ...others] = tenants;
  if (tenant === undefined || others.length > 0) {
    throw new EstateRefusal([
      tenant === undefined
        ? `no text of the plan names a tenant's authority, https://${ENTRA_HOST}/<tenant>`
        : `the plan names the authorities of several tenants: ${[...tenants].join(", ")}`,
    ]);
  }
  return tenant;
}
