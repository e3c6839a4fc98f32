import type * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import { after } from "../known";
import type { ScopeSettings, ServerSettings } from "../settings/types";
import { stableId } from "../stable-id";
import type { LayerContext } from "../stack-context";

/** A server's Entra application as others refer to it. */
export interface EntraApplication {
  /** `api://<tenant>/<project>-<stack>-<server>`; known. */
  readonly uri: string;
  /** Client id, which its tokens carry as `aud`: unknown until it exists. */
  readonly clientId: pulumi.Output<string>;
  /** `/applications/<object id>`: unknown until it exists. */
  readonly applicationId: pulumi.Output<string>;
  /** Object id of its service principal: unknown until it exists. */
  readonly servicePrincipalId: pulumi.Output<string>;
  /** GUID of each scope by its name; known. */
  readonly scopeIds: Readonly<Record<string, string>>;
  /** GUID of each app role by its value; known. */
  readonly appRoleIds: Readonly<Record<string, string>>;
}

export interface ApplicationArgs {
  readonly context: LayerContext;
  readonly server: ServerSettings;
  /** Tells a server's second application from its first, which has none. */
  readonly part?: string;
  /**
   * Address that clients name as `resource` (RFC 8707), which Entra compares with the application's URIs: only under a
   * domain that is verified in the tenant. Source: Microsoft Learn, "Restrictions on identifier URIs".
   */
  readonly url?: string;
  readonly scopes: readonly Pick<ScopeSettings, "name" | "description">[];
  /** Roles that applications (never users) may hold, beside the users' own. */
  readonly appRoles: readonly { readonly value: string; readonly description: string }[];
  /** What it asks of other APIs, delegated: client id of the API, ids of its permissions. */
  readonly requires: readonly { readonly api: pulumi.Input<string>; readonly permissions: readonly string[] }[];
  readonly parent: pulumi.Resource;
}

/**
 * The role that groups are assigned to. It opens nothing by itself; Graph takes the all-zero id of "default access" only
 * where an application declares no role. Source: Microsoft Graph, appRoleAssignment.
 */
const USER_ROLE = { value: "Server.Use", description: "Ask for tokens" };

/** Classes whose scopes only an administrator may consent to. */
const ADMIN_CONSENT: readonly ServerSettings["dataClass"][] = ["confidential", "restricted"];

/** What a person reads above a permission: Entra takes 100 characters. */
function consentTitle(server: ServerSettings, scope: Pick<ScopeSettings, "name">): string {
  return `${server.title}: ${scope.name}`.slice(0, 100);
}

/**
 * One application and its service principal: single tenant, tokens of version 2, no secret, no implicit grant, no
 * redirect, and no token for anybody who is not assigned.
 */
export function entraApplication(args: ApplicationArgs): EntraApplication {
  const { context, server, part, parent } = args;
  const displayName = context.names.application(server.name, part);
  const uri = context.names.applicationUri(server.name, part);
  const name = part === undefined ? server.name : `${server.name}-${part}`;
  const idOf = (kind: string, value: string): string => stableId(uri, kind, value);
  const scopeIds = Object.fromEntries(args.scopes.map((scope) => [scope.name, idOf("scope", scope.name)]));
  const appRoleIds = Object.fromEntries(args.appRoles.map((role) => [role.value, idOf("role", role.value)]));

  const application = new azuread.Application(
    name,
    {
      displayName,
      signInAudience: "AzureADMyOrg",
      identifierUris: args.url === undefined ? [uri] : [uri, args.url],
      preventDuplicateNames: true,
      fallbackPublicClientEnabled: false,
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: args.scopes.map((scope) => ({
          id: idOf("scope", scope.name),
          value: scope.name,
          type: ADMIN_CONSENT.includes(server.dataClass) ? "Admin" : "User",
          enabled: true,
          adminConsentDisplayName: consentTitle(server, scope),
          adminConsentDescription: scope.description,
          userConsentDisplayName: consentTitle(server, scope),
          userConsentDescription: scope.description,
        })),
      },
      appRoles: [
        ...args.appRoles.map((role) => ({ ...role, allowedMemberTypes: ["Application"] })),
        { ...USER_ROLE, allowedMemberTypes: ["User"] },
      ].map((role) => ({ ...role, id: idOf("role", role.value), displayName: role.value, enabled: true })),
      requiredResourceAccesses: args.requires.map((required) => ({
        resourceAppId: required.api,
        resourceAccesses: required.permissions.map((id) => ({ id, type: "Scope" })),
      })),
      web: { implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: false } },
      serviceManagementReference: server.owner,
    },
    { parent },
  );
  const servicePrincipal = new azuread.ServicePrincipal(
    name,
    {
      clientId: application.clientId,
      appRoleAssignmentRequired: true,
      notes: `MCP server ${server.name}, ${context.settings.environment}`,
    },
    { parent },
  );
  for (const group of server.groups) {
    new azuread.AppRoleAssignment(
      `${name}-${group}`,
      {
        appRoleId: idOf("role", USER_ROLE.value),
        principalObjectId: group,
        resourceObjectId: servicePrincipal.objectId,
      },
      { parent },
    );
  }
  return {
    uri,
    clientId: after(application.clientId, servicePrincipal),
    applicationId: application.id,
    servicePrincipalId: servicePrincipal.objectId,
    scopeIds,
    appRoleIds,
  };
}
