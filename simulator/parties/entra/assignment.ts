import type { Estate, PlannedApplication } from "../../planned/estate";
import { EntraRefusal } from "./errors";
import { isMember } from "./users";

/** Roles that come to a user from the application's assignments: to them or to a group that they are in. */
export function userRoles(estate: Estate, application: PlannedApplication, oid: string): readonly string[] {
  const identities = estate.identities.map(({ principalId }) => principalId);
  const others = application.assignments.filter(({ principalId }) => !identities.includes(principalId));
  const mine = others.filter(({ principalId }) => principalId === oid || isMember(oid));
  return [...new Set(mine.map(({ role }) => role).filter((role) => application.appRoles.includes(role)))];
}

/** Where assignment is required, a user without one gets no token. @throws EntraRefusal AADSTS50105 */
export function requireAssignment(
  estate: Estate,
  application: PlannedApplication,
  user: { readonly oid: string; readonly name: string },
  error: "access_denied" | "invalid_grant",
): void {
  if (!application.assignmentRequired) return;
  const identities = estate.identities.map(({ principalId }) => principalId);
  const assigned = application.assignments.some(
    ({ principalId }) => !identities.includes(principalId) && (principalId === user.oid || isMember(user.oid)),
  );
  if (assigned) return;
  throw new EntraRefusal(
    error,
    50105,
    `Your administrator has configured the application ${application.displayName} ('${application.clientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user.name}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.`,
  );
}
