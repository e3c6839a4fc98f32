import type { PlanResource } from "../../plan/format";
import { logicalName } from "../../plan/urn";
import type { PlanView } from "../../plan/view";
import type { PlannedApplication, PlannedIdentity } from "./estate";
import { idFrom } from "./resolve";
import { at, input, objects, text, texts } from "./texts";

const ENTRA = "azuread:index/";

/** The Entra applications of a plan whose ids are resolved, each with what is planned around it. */
export function applicationsOf(view: PlanView): readonly PlannedApplication[] {
  return view.ofType(`${ENTRA}application:Application`).map((application) => applicationOf(application, view));
}

function applicationOf(application: PlanResource, view: PlanView): PlannedApplication {
  const { urn } = application;
  const clientId = idFrom(urn, "clientId");
  const objectId = idFrom(urn, "id");
  const principal = view
    .ofType(`${ENTRA}servicePrincipal:ServicePrincipal`)
    .find((candidate) => input(candidate, "clientId") === clientId);
  const servicePrincipalId = principal === undefined ? "" : idFrom(principal.urn, "objectId");
  const roles = objects(input(application, "appRoles")).filter((role) => role.enabled !== false);
  const scopes = objects(input(application, "api", "oauth2PermissionScopes")).filter(
    ({ enabled }) => enabled !== false,
  );
  const valuesById = new Map([...roles, ...scopes].map((entry) => [text(entry.id), text(entry.value)]));
  const ofThis = (resource: PlanResource): boolean => input(resource, "applicationId") === objectId;
  return {
    urn,
    clientId,
    servicePrincipalId,
    displayName: text(input(application, "displayName")),
    identifierUris: texts(input(application, "identifierUris")),
    scopes: scopes.map((scope) => text(scope.value)),
    appRoles: roles.map((role) => text(role.value)),
    assignmentRequired: principal !== undefined && input(principal, "appRoleAssignmentRequired") === true,
    assignments: view
      .ofType(`${ENTRA}appRoleAssignment:AppRoleAssignment`)
      .filter((assignment) => servicePrincipalId !== "" && input(assignment, "resourceObjectId") === servicePrincipalId)
      .map((assignment) => ({
        principalId: text(input(assignment, "principalObjectId")),
        role: valuesById.get(text(input(assignment, "appRoleId"))) ?? "",
      })),
    federatedCredentials: view
      .ofType(`${ENTRA}applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential`)
      .filter(ofThis)
      .map((credential) => ({
        issuer: text(input(credential, "issuer")),
        subject: text(input(credential, "subject")),
        audiences: texts(input(credential, "audiences")),
      })),
    preAuthorized: [
      ...view
        .ofType(`${ENTRA}applicationPreAuthorized:ApplicationPreAuthorized`)
        .filter(ofThis)
        .map((grant) => ({
          clientId: text(input(grant, "authorizedClientId")),
          scopes: texts(input(grant, "permissionIds")).map((id) => valuesById.get(id) ?? ""),
        })),
      ...objects(input(application, "api", "preAuthorizedApplications")).map((grant) => ({
        clientId: text(grant.clientId),
        scopes: texts(at(grant, "permissionIds")).map((id) => valuesById.get(id) ?? ""),
      })),
    ],
  };
}

/** The user-assigned managed identities of a plan. */
export function identitiesOf(view: PlanView): readonly PlannedIdentity[] {
  return view.ofType("azure-native:managedidentity:UserAssignedIdentity").map(({ urn }) => ({
    urn,
    name: logicalName(urn),
    clientId: idFrom(urn, "clientId"),
    principalId: idFrom(urn, "principalId"),
  }));
}
