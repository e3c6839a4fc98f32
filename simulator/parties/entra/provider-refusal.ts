/** Entra's numbers for what oidc-provider refuses. */
import type { errors } from "oidc-provider" with { "resolution-mode": "import" };
import { EntraRefusal } from "./errors";

/** By oidc-provider's own words for the cause; the first that fits. */
const CAUSES: readonly (readonly [RegExp, string, number, string])[] = [
  [
    /already used|already consumed|consumed/i,
    "invalid_grant",
    54005,
    "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
  ],
  [
    /expired/i,
    "invalid_grant",
    70008,
    "The provided authorization code or refresh token has expired. Send a new interactive authorization request for this user and resource.",
  ],
  [
    /code_verifier|PKCE|code_challenge/i,
    "invalid_grant",
    501481,
    "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  ],
  [
    /redirect_uri/i,
    "invalid_client",
    500112,
    "The reply address does not match the reply address provided when requesting the authorization code.",
  ],
  [/client mismatch/i, "invalid_grant", 70002, "The provided grant was issued to another client."],
  [/not found/i, "invalid_grant", 9002313, "Invalid request. The code or refresh token is malformed or not valid."],
];

export function providerRefusal(error: errors.OIDCProviderError): EntraRefusal {
  const words = [error.error_detail, error.error_description].filter((text) => text !== undefined).join(" ");
  const cause = CAUSES.find(([pattern]) => pattern.test(words));
  if (cause !== undefined) return new EntraRefusal(cause[1], cause[2], cause[3], error.statusCode);
  return new EntraRefusal(
    error.error,
    900144,
    `The request is not valid: ${error.error_description ?? error.error}.`,
    error.statusCode,
  );
}
