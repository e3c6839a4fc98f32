/**
 * What a `scope` parameter asks for. Source: Microsoft Learn, "Scopes and permissions in the Microsoft identity
 * platform": the part before the last slash is the resource; a name without one is Microsoft Graph's.
 */
import type { Estate, PlannedApplication } from "../../planned/estate";
import { GRAPH } from "./claims";
import { EntraRefusal } from "./errors";
import { applicationOf } from "./identity-token";

const OPENID_SCOPES = ["openid", "profile", "email", "offline_access"];
const GRAPH_PREFIXES = ["https://graph.microsoft.com", GRAPH];
/** Of Graph's permissions the ones that a client is likely to ask for. */
export const GRAPH_SCOPES = [
  "User.Read",
  "User.ReadBasic.All",
  "Mail.Read",
  "Files.Read",
  "Calendars.Read",
  "Sites.Read.All",
];

export interface Requested {
  /** The application that the token is for; undefined for Microsoft Graph. */
  readonly application: PlannedApplication | undefined;
  /** Client id of the resource. */
  readonly audience: string;
  /** What scopes of the resource start with in requests and answers, as the client wrote it. */
  readonly prefix: string;
  /** Short names of the resource's scopes. */
  readonly scopes: readonly string[];
  /** `openid` and the like. */
  readonly openid: readonly string[];
}

interface Part {
  readonly prefix: string;
  readonly name: string;
}

function partsOf(scope: string): Part[] {
  return scope
    .split(" ")
    .filter((word) => word !== "" && !OPENID_SCOPES.includes(word))
    .map((word) => {
      const slash = word.lastIndexOf("/");
      return slash === -1 ? { prefix: "", name: word } : { prefix: word.slice(0, slash), name: word.slice(slash + 1) };
    });
}

function unknownScope(name: string, resource: string, client: string): EntraRefusal {
  return new EntraRefusal(
    "invalid_client",
    650053,
    `The application '${client}' asked for scope '${name}' that doesn't exist on the resource '${resource}'. Contact the app vendor.`,
  );
}

function resourceOf(
  estate: Estate,
  parts: readonly Part[],
): { readonly application: PlannedApplication | undefined; readonly prefix: string } {
  const prefixes = [...new Set(parts.map(({ prefix }) => prefix))];
  const applications = prefixes.map((prefix) => {
    if (prefix === "" || GRAPH_PREFIXES.includes(prefix)) return undefined;
    const application = applicationOf(estate, prefix);
    if (application !== undefined) return application;
    throw new EntraRefusal(
      "invalid_resource",
      500011,
      `The resource principal named ${prefix} was not found in the tenant named ${estate.tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
    );
  });
  if (new Set(applications).size > 1) {
    throw new EntraRefusal(
      "invalid_request",
      28000,
      "Provided value for the input parameter scope is not valid because it contains more than one resource.",
    );
  }
  return { application: applications[0], prefix: prefixes[0] ?? "" };
}

/**
 * Reads `scope`, and `resource` (RFC 8707), which Entra compares with the identifier URIs of the application that the
 * scope names, letter for letter.
 *
 * @throws EntraRefusal
 */
export function requestedOf(
  estate: Estate,
  parameters: { readonly client: string; readonly scope: string; readonly resource: string | undefined },
): Requested {
  const { client, scope, resource } = parameters;
  const parts = partsOf(scope);
  const openid = OPENID_SCOPES.filter((name) => scope.split(" ").includes(name));
  const { application, prefix } = resourceOf(estate, parts);
  const known = application?.scopes ?? GRAPH_SCOPES;
  const names = parts.map(({ name }) => name);
  const isDefault = names.includes(".default");
  if (isDefault && names.length > 1) {
    throw new EntraRefusal(
      "invalid_scope",
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. .default scope can't be combined with resource-specific scopes.`,
    );
  }
  const missing = isDefault ? undefined : names.find((name) => !known.includes(name));
  if (missing !== undefined) throw unknownScope(missing, application?.clientId ?? GRAPH, client);
  if (resource !== undefined && !(application?.identifierUris.includes(resource) ?? false)) {
    throw new EntraRefusal(
      "invalid_target",
      9010010,
      "The resource parameter provided in the request doesn't match with the requested scopes.",
    );
  }
  return {
    application,
    audience: application?.clientId ?? GRAPH,
    prefix,
    // Signing in alone gives a token for Graph with the permission that every user has.
    scopes: isDefault ? (application?.scopes ?? ["User.Read"]) : names.length === 0 ? ["User.Read"] : names,
    openid,
  };
}

/** As Entra writes granted scopes into its answer. */
export function scopeAnswer(requested: Requested): string {
  const own = requested.scopes.map((name) => (requested.prefix === "" ? name : `${requested.prefix}/${name}`));
  return [...requested.openid.filter((name) => name !== "offline_access"), ...own].join(" ");
}
