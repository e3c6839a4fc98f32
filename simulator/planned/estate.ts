/**
 * What a plan holds, with every value that only Entra or Azure gives already put in: what the stand-ins are made from.
 * Ids that are unknown in the plan are made from the URN of the resource that would give them.
 */
import type { Plan } from "../../plan/format";

/** An Entra application with its service principal. */
export interface PlannedApplication {
  /** URN of the application. */
  readonly urn: string;
  readonly clientId: string;
  /** Object id of its service principal. */
  readonly servicePrincipalId: string;
  readonly displayName: string;
  /** `api://...` and, under a verified domain, the server's URL. */
  readonly identifierUris: readonly string[];
  /** Names of the delegated scopes that are enabled. */
  readonly scopes: readonly string[];
  /** Values of the app roles that are enabled. */
  readonly appRoles: readonly string[];
  /** Whether only assigned users and principals get tokens. */
  readonly assignmentRequired: boolean;
  /** Who is assigned: object ids of groups, users or principals, with the role's value. */
  readonly assignments: readonly { readonly principalId: string; readonly role: string }[];
  readonly federatedCredentials: readonly {
    readonly issuer: string;
    readonly subject: string;
    readonly audiences: readonly string[];
  }[];
  /** Clients that need no consent, with the scopes. */
  readonly preAuthorized: readonly { readonly clientId: string; readonly scopes: readonly string[] }[];
}

/** A user-assigned managed identity. */
export interface PlannedIdentity {
  readonly urn: string;
  readonly name: string;
  readonly clientId: string;
  readonly principalId: string;
}

/** The gate in front of a container app (`ContainerAppsAuthConfig`), as planned. */
export interface PlannedGate {
  readonly enabled: boolean;
  readonly unauthenticatedClientAction: string | undefined;
  readonly openIdIssuer: string | undefined;
  readonly clientId: string | undefined;
  readonly allowedAudiences: readonly string[];
  /** Principals let in (`oid` of an application's token); an empty list restricts nothing, as in Azure. */
  readonly allowedPrincipals: readonly string[];
  /** Callers let in (`azp` or `appid`); an empty list restricts nothing, as in Azure. */
  readonly allowedApplications: readonly string[];
}

/** One MCP server as the plan has it. */
export interface PlannedServer {
  readonly name: string;
  /** Path of its API at the gateway, without slashes at the ends: `trails/mcp`. */
  readonly path: string;
  /** What its tokens carry as `aud`. */
  readonly audience: string;
  /** Allowed `azp`. */
  readonly clients: readonly string[];
  readonly origins: readonly string[];
  /** Short names, in order; the first is the base scope. */
  readonly scopes: readonly string[];
  readonly baseScope: string;
  readonly sessions: boolean;
  readonly protocols: readonly string[];
  readonly identity: "gateway" | "user";
  readonly results: "inspected" | "streamed";
  readonly tools: readonly { readonly name: string; readonly scope: string }[];
  /** The container app's gate; undefined where none is planned: the door is then open, as it would be. */
  readonly gate: PlannedGate | undefined;
}

/** Everything that the stand-ins need. */
export interface Estate {
  /** The plan with unknowns resolved and addresses substituted: what the gateway serves. */
  readonly plan: Plan;
  readonly tenantId: string;
  readonly applications: readonly PlannedApplication[];
  readonly identities: readonly PlannedIdentity[];
  readonly servers: readonly PlannedServer[];
  /** The vault, where one is planned: its host, its secrets' names, and who may read secrets (principal ids by role assignment). */
  readonly vault:
    { readonly host: string; readonly secrets: readonly string[]; readonly readers: readonly string[] } | undefined;
  /** The Content Safety account: its host, and who may call it. */
  readonly contentSafety: { readonly host: string; readonly callers: readonly string[] } | undefined;
}
