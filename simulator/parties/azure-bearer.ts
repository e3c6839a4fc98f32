/** How Azure's data planes check who calls: the token's issuer and audience first, then the principal's role. */
import type { IncomingMessage } from "node:http";
import { issuerV1 } from "./entra/claims";
import type { TokenAuthority } from "./entra/types";
import { bearerToken, verifiedClaims } from "./entra/verify";

export interface DataPlane {
  readonly tenantId: string;
  /** `https://vault.azure.net`, ... with and without a slash at its end. */
  readonly resource: string;
  /** Object ids of those who have the role. */
  readonly permitted: readonly string[];
  readonly authority: TokenAuthority;
}

/** `missing`: no bearer token; `invalid`: one that is not good here; `forbidden`: a good one without the role. */
export type Standing = "permitted" | "missing" | "invalid" | "forbidden";

export async function standingOf(request: IncomingMessage, plane: DataPlane): Promise<Standing> {
  const token = bearerToken(request.headers.authorization);
  if (token === undefined) return "missing";
  // Only an app-only token of a managed identity has these audiences, and it is of version 1.0.
  const claims = await verifiedClaims(
    token,
    { issuers: [issuerV1(plane.tenantId)], audiences: [plane.resource, `${plane.resource}/`] },
    plane.authority,
  );
  if (claims === undefined) return "invalid";
  const { oid } = claims;
  return typeof oid === "string" && plane.permitted.includes(oid) ? "permitted" : "forbidden";
}
