import { roles } from "../../identity/roles.json";
import { nearest, nearestOrAll } from "../nearest";
import { REGIONS } from "../regions";
import { text } from "./field";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NO_GUID = "00000000-0000-0000-0000-000000000000";

/** An id that Entra or Azure gave. The all-zero id is what templates are shipped with, and names nothing. */
export function guid(of: string): ReturnType<typeof text> {
  return text({
    allowed: `the ${of}, a GUID`,
    example: "12345678-1234-4123-8123-123456789abc",
    accepts: (value) => GUID.test(value) && value !== NO_GUID,
    explain: (value) => (value === NO_GUID ? "the all-zero id is a placeholder that names nothing" : undefined),
  });
}

/** An Azure region in its short form. */
export const region = text({
  allowed: "an Azure region in its short form",
  example: "swedencentral",
  accepts: (value) => REGIONS.some((known) => known === value),
  explain: (value) => {
    const near = nearest(value.replace(/[^A-Za-z0-9]/g, ""), REGIONS);
    return near === undefined ? undefined : `write ${near}`;
  },
});

/** What a row of `infra/identity/roles.json` says. */
export interface DownstreamRole {
  readonly guid: string;
  /** The type of resource that the role is meant for. */
  readonly resourceType: string;
}

/** The roles that a server may hold on what lies behind it, by name. */
export const DOWNSTREAM_ROLES: ReadonlyMap<string, DownstreamRole> = new Map(Object.entries(roles));

const ROLE_NAMES = [...DOWNSTREAM_ROLES.keys()];

/** Name of a role that only touches data (control MCP02-3). */
export const role = text({
  allowed: "a role of infra/identity/roles.json: one that only touches data, and can neither grant roles nor read keys",
  example: "Storage Blob Data Reader",
  accepts: (value) => DOWNSTREAM_ROLES.has(value),
  explain: (value) => nearestOrAll(value, ROLE_NAMES, "known here"),
});

const SEGMENT = "[\\w.()-]*[\\w()-]";
const GUID_SEGMENT = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const RESOURCE_ID = new RegExp(
  `^/subscriptions/${GUID_SEGMENT}/resourceGroups/${SEGMENT}/providers/[A-Za-z0-9.]+(?:/[A-Za-z][A-Za-z0-9]*/${SEGMENT})+$`,
  "i",
);

/** ARM id of one resource: a role on a group or a subscription would reach whatever is put there later. */
export const resourceId = text({
  allowed: "the id of ONE resource",
  example: "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/<name>",
  accepts: (value) => RESOURCE_ID.test(value),
  explain: (value) => {
    const wide = wideScope(value);
    return wide === undefined ? undefined : `this is ${wide}, and the role would hold for everything in it`;
  },
});

function wideScope(value: string): string | undefined {
  const parts = value.replace(/\/+$/, "").split("/").slice(1);
  switch (parts.length) {
    case 0:
      return "the whole tenant";
    case 2:
      return "a whole subscription";
    case 4:
      return parts[0] === "subscriptions" ? "a whole resource group" : "a whole management group";
    default:
      return undefined;
  }
}

/** The type of the resource that an id names, without its names: `Microsoft.Storage/storageAccounts`. */
export function resourceTypeOf(id: string): string {
  const [provider, ...rest] = (id.split(/\/providers\//i).at(-1) ?? "").split("/");
  return [provider, ...rest.filter((_, index) => index % 2 === 0)].join("/");
}

/** Name of a delegated permission, for people; its id is what counts. */
export const permission = text({
  allowed: "the name of ONE delegated permission",
  example: "Reports.Read",
  accepts: (value) => /^[A-Za-z][\w.-]{0,119}$/.test(value),
  explain: (value) =>
    value.endsWith(".default") ? ".default stands for every permission that was ever granted" : undefined,
});
