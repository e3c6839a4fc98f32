/**
 * What Container Apps authentication lets through. Source: Microsoft Learn, "Enable authentication and authorization in
 * Azure Container Apps with Microsoft Entra ID", and of App Service "Configure your App Service or Azure Functions app to
 * use Microsoft Entra sign-in": the built-in authorization policy, which answers 403, and whose empty lists restrict
 * nothing. App roles are not looked at.
 */
import type { JWTPayload } from "jose" with { "resolution-mode": "import" };
import type { PlannedGate } from "../../planned/estate";
import type { TokenAuthority } from "../entra/types";
import { bearerToken, verifiedClaims } from "../entra/verify";

export type Passage =
  /** Without claims: nobody signed in, and the gate lets such requests through. */
  | { readonly passes: true; readonly claims: JWTPayload | undefined }
  | { readonly passes: false; readonly status: 401 | 403 | 302 };

const permits = (list: readonly string[], value: unknown): boolean =>
  list.length === 0 || (typeof value === "string" && list.includes(value));

function unauthenticated(gate: PlannedGate): Passage {
  switch (gate.unauthenticatedClientAction) {
    case "Return401":
      return { passes: false, status: 401 };
    case "Return403":
      return { passes: false, status: 403 };
    case "RedirectToLoginPage":
      return { passes: false, status: 302 };
    default:
      // `AllowAnonymous`; and what a plan does not say is not counted on.
      return { passes: true, claims: undefined };
  }
}

/** A token that is not good is refused even where none is needed. */
export async function passageOf(
  gate: PlannedGate | undefined,
  authorization: string | undefined,
  authority: TokenAuthority,
): Promise<Passage> {
  if (gate?.enabled !== true) return { passes: true, claims: undefined };
  const token = bearerToken(authorization);
  if (token === undefined) return unauthenticated(gate);
  const audiences = [...gate.allowedAudiences, ...(gate.clientId === undefined ? [] : [gate.clientId])];
  const claims =
    gate.openIdIssuer === undefined || audiences.length === 0
      ? undefined
      : await verifiedClaims(token, { issuers: [gate.openIdIssuer], audiences }, authority);
  if (claims === undefined) return { passes: false, status: 401 };
  return permits(gate.allowedPrincipals, claims.oid) && permits(gate.allowedApplications, claims.azp ?? claims.appid)
    ? { passes: true, claims }
    : { passes: false, status: 403 };
}
