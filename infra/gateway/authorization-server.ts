/**
 * Metadata of the authorization server, published by the gateway (a setting, off by default): Entra's own leaves out
 * `code_challenge_methods_supported`, without which strict clients of the protocol refuse to sign in. Only the metadata is
 * ours; people sign in at Entra, and tokens come from Entra.
 */
import type { Settings } from "../settings/types";
import { jsonText } from "./policy-text";

/** Path of the issuer that the metadata names. */
const ISSUER = "entra";

/** Where one form of the metadata is served. */
export interface AuthorizationServerPlace {
  readonly apiId: string;
  /** Path of the API, without a slash at the start. */
  readonly path: string;
}

/**
 * Every address at which clients look: RFC 8414 puts the well-known part before the issuer's path, OpenID Connect Discovery
 * behind it, and clients of the protocol also try OpenID's name in RFC 8414's place.
 */
export const AUTHORIZATION_SERVER_PLACES: readonly AuthorizationServerPlace[] = [
  { apiId: "authorization-server-metadata", path: `.well-known/oauth-authorization-server/${ISSUER}` },
  { apiId: "openid-metadata", path: `.well-known/openid-configuration/${ISSUER}` },
  { apiId: "openid-metadata-at-issuer", path: `${ISSUER}/.well-known/openid-configuration` },
];

/** The issuer that protected resource metadata names: Entra, or the gateway's own metadata of it. */
export function authorizationServer(settings: Settings, baseUrl: string): string {
  return settings.authorizationServerMetadata ? `${baseUrl}/${ISSUER}` : `${entra(settings)}/v2.0`;
}

/** The document of RFC 8414, as JSON text. */
export function authorizationServerDocument(settings: Settings, baseUrl: string): string {
  return jsonText({
    issuer: authorizationServer(settings, baseUrl),
    authorization_endpoint: `${entra(settings)}/oauth2/v2.0/authorize`,
    token_endpoint: `${entra(settings)}/oauth2/v2.0/token`,
    jwks_uri: `${entra(settings)}/discovery/v2.0/keys`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
}

function entra(settings: Settings): string {
  return `https://login.microsoftonline.com/${settings.azure.tenantId}`;
}
