/**
 * THE table of unknowns that a preview may hold, and the check against it. Any other unknown hides something from the
 * judges, and the preview fails (architecture.md, decision 15). The simulator reads the same table to learn which planned
 * resource a value comes from.
 */
import type { Json, Plan, PlanResource } from "./format";
import { normalizeType } from "./type-token";
import { isUnknown, memberPath, visitValues } from "./values";
import { isManaged } from "./view";

/** Where a value comes from that only deployment gives. */
export interface UnknownSource {
  /** Type (normal token) of the resource that has the value. */
  readonly type: string;
  /** Its output. */
  readonly output: string;
}

/** One leaf that may be unknown. */
export interface PermittedUnknown {
  /** Type (normal token) of the resource with the unknown input. */
  readonly type: string;
  /** Path of the leaf; `[]` stands for any index. */
  readonly path: string;
  /** What it may be; the plan must name a resource of one of these types as a dependency of the top-level property. */
  readonly from: readonly UnknownSource[];
  /** Why it can be neither known nor left out. */
  readonly why: string;
}

const APPLICATION = "azuread:index/application:Application";
const SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
const IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";
const AUTH_CONFIG = "azure-native:app:ContainerAppsAuthConfig";
const ENTRA_PROVIDER = "identityProviders.azureActiveDirectory";

const CLIENT_ID_OF_APPLICATION: UnknownSource = { type: APPLICATION, output: "clientId" };
const PRINCIPAL_ID_OF_IDENTITY: UnknownSource = { type: IDENTITY, output: "principalId" };
const CLIENT_ID_OF_IDENTITY: UnknownSource = { type: IDENTITY, output: "clientId" };
const OBJECT_ID_OF_SERVICE_PRINCIPAL: UnknownSource = { type: SERVICE_PRINCIPAL, output: "objectId" };

/** The table. Whoever adds a row weakens every judge: a known value in its place is always better. */
export const PERMITTED_UNKNOWNS: readonly PermittedUnknown[] = [
  {
    type: "azure-native:apimanagement:NamedValue",
    path: "value",
    from: [
      CLIENT_ID_OF_APPLICATION,
      CLIENT_ID_OF_IDENTITY,
      PRINCIPAL_ID_OF_IDENTITY,
      { type: "azure-native:cdn:Profile", output: "frontDoorId" },
    ],
    why: "an id that only Entra or Front Door gives stands in a named value of its own, so that policy documents stay known",
  },
  {
    type: "azure-native:authorization:RoleAssignment",
    path: "principalId",
    from: [
      PRINCIPAL_ID_OF_IDENTITY,
      OBJECT_ID_OF_SERVICE_PRINCIPAL,
      { type: "azure-native:apimanagement:ApiManagementService", output: "identity.principalId" },
    ],
    why: "Entra gives a principal its id",
  },
  {
    type: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
    path: "applicationId",
    from: [{ type: APPLICATION, output: "id" }],
    why: "Entra gives an application its id",
  },
  {
    type: "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
    path: "subject",
    from: [PRINCIPAL_ID_OF_IDENTITY],
    why: "a managed identity's subject is its principal id, which Entra gives",
  },
  {
    type: "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
    path: "applicationId",
    from: [{ type: APPLICATION, output: "id" }],
    why: "Entra gives an application its id",
  },
  {
    type: "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
    path: "authorizedClientId",
    from: [CLIENT_ID_OF_APPLICATION],
    why: "Entra gives an application its client id",
  },
  {
    type: SERVICE_PRINCIPAL,
    path: "clientId",
    from: [CLIENT_ID_OF_APPLICATION],
    why: "Entra gives an application its client id",
  },
  {
    type: "azuread:index/appRoleAssignment:AppRoleAssignment",
    path: "principalObjectId",
    from: [PRINCIPAL_ID_OF_IDENTITY, OBJECT_ID_OF_SERVICE_PRINCIPAL],
    why: "Entra gives a principal its id",
  },
  {
    type: "azuread:index/appRoleAssignment:AppRoleAssignment",
    path: "resourceObjectId",
    from: [OBJECT_ID_OF_SERVICE_PRINCIPAL],
    why: "Entra gives a principal its id",
  },
  {
    type: AUTH_CONFIG,
    path: `${ENTRA_PROVIDER}.registration.clientId`,
    from: [CLIENT_ID_OF_APPLICATION],
    why: "Entra gives an application its client id",
  },
  {
    type: AUTH_CONFIG,
    path: `${ENTRA_PROVIDER}.validation.allowedAudiences[]`,
    from: [CLIENT_ID_OF_APPLICATION],
    why: "the audience of a v2 token is the application's client id",
  },
  {
    type: AUTH_CONFIG,
    path: `${ENTRA_PROVIDER}.validation.defaultAuthorizationPolicy.allowedPrincipals.identities[]`,
    from: [PRINCIPAL_ID_OF_IDENTITY],
    why: "Entra gives a principal its id",
  },
  {
    type: AUTH_CONFIG,
    path: `${ENTRA_PROVIDER}.validation.defaultAuthorizationPolicy.allowedApplications[]`,
    from: [CLIENT_ID_OF_APPLICATION, CLIENT_ID_OF_IDENTITY],
    why: "Entra gives an application its client id",
  },
  {
    type: "azure-native:apimanagement:Backend",
    path: "url",
    from: [{ type: "azure-native:app:ManagedEnvironment", output: "defaultDomain" }],
    why: "Azure gives a Container Apps environment a random domain",
  },
  {
    type: "azure-native:keyvault:Secret",
    path: "properties.value",
    from: [{ type: "random:index/randomBytes:RandomBytes", output: "base64" }],
    why: "a generated key goes into the vault and nowhere else",
  },
  {
    type: "azure-native:apimanagement:Logger",
    path: "credentials.connectionString",
    from: [{ type: "azure-native:applicationinsights:Component", output: "connectionString" }],
    why: "Application Insights' connection string names an ingestion address that Azure chooses",
  },
  {
    type: "azure-native:apimanagement:Logger",
    path: "credentials.identityClientId",
    from: [CLIENT_ID_OF_IDENTITY],
    why: "Entra gives a managed identity its client id",
  },
];

/** An unknown leaf of a planned resource's inputs. */
export interface UnknownLeaf {
  readonly urn: string;
  /** Normal type token. */
  readonly type: string;
  /** Path inside the inputs. */
  readonly path: string;
}

/** An unknown leaf with the judgement on it. */
export interface JudgedUnknown extends UnknownLeaf {
  readonly permitted: boolean;
  /** The row that names this leaf, also where its source is missing. */
  readonly row?: PermittedUnknown;
  /** URNs of the resources that the value may come from: dependencies of the property, of a type that the row names. */
  readonly sources: readonly string[];
  /** Where it is not permitted: what is wrong. */
  readonly problem?: string;
}

const ROWS = new Map<string, PermittedUnknown>(PERMITTED_UNKNOWNS.map((row) => [`${row.type} ${row.path}`, row]));

/** The table's row for a leaf, by type and path alone. */
export function permittedUnknown(type: string, path: string): PermittedUnknown | undefined {
  return ROWS.get(`${normalizeType(type)} ${path.replace(/\[\d+\]/g, "[]")}`);
}

/** Every unknown leaf in the inputs of the resources that the plan's stack manages, in the plan's order. */
export function findUnknowns(plan: Plan): readonly UnknownLeaf[] {
  return plan.deployment.resources.flatMap((resource) => unknownsOf(resource));
}

/** Every unknown with its judgement. A plan with one that is not permitted cannot be judged. */
export function judgeUnknowns(plan: Plan): readonly JudgedUnknown[] {
  const types = new Map(plan.deployment.resources.map((resource) => [resource.urn, normalizeType(resource.type)]));
  return plan.deployment.resources.flatMap((resource) => judgeUnknownsOf(resource, (urn) => types.get(urn)));
}

/** {@link judgeUnknowns} for one resource. `typeOf` gives the normal type token of a URN in the same plan. */
export function judgeUnknownsOf(
  resource: PlanResource,
  typeOf: (urn: string) => string | undefined,
): readonly JudgedUnknown[] {
  return unknownsOf(resource).map((leaf) => {
    const row = permittedUnknown(leaf.type, leaf.path);
    if (row === undefined) {
      return { ...leaf, permitted: false, sources: [], problem: "no row of the table of permitted unknowns names it" };
    }
    const sourceTypes = new Set(row.from.map((source) => source.type));
    const property = /^[^.[]+/.exec(leaf.path)?.[0] ?? leaf.path;
    const sources = (resource.propertyDependencies?.[property] ?? []).filter((urn) =>
      sourceTypes.has(typeOf(urn) ?? ""),
    );
    if (sources.length === 0) {
      const problem = `its property depends on no ${[...sourceTypes].join(" or ")}, from which it may come`;
      return { ...leaf, permitted: false, row, sources, problem };
    }
    return { ...leaf, permitted: true, row, sources };
  });
}

function unknownsOf(resource: PlanResource): readonly UnknownLeaf[] {
  if (!isManaged(resource)) {
    return [];
  }
  const type = normalizeType(resource.type);
  const leaves: UnknownLeaf[] = [];
  for (const [property, value] of Object.entries<Json>(resource.inputs ?? {})) {
    visitValues(value, memberPath("", property), (found, path) => {
      if (isUnknown(found)) {
        leaves.push({ urn: resource.urn, type, path });
      }
    });
  }
  return leaves;
}
