/**
 * The documents that clients and services find Entra's endpoints and keys by. As Entra's own, they leave out
 * `code_challenge_methods_supported`, which MCP tells clients to look for.
 */
import { issuerV1, issuerV2 } from "./claims";

export interface EndpointPaths {
  readonly authorize: string;
  readonly token: string;
  readonly keys: string;
  readonly discovery: string;
  readonly discoveryV1: string;
}

export function endpointPaths(tenantId: string): EndpointPaths {
  return {
    authorize: `/${tenantId}/oauth2/v2.0/authorize`,
    token: `/${tenantId}/oauth2/v2.0/token`,
    keys: `/${tenantId}/discovery/v2.0/keys`,
    discovery: `/${tenantId}/v2.0/.well-known/openid-configuration`,
    discoveryV1: `/${tenantId}/.well-known/openid-configuration`,
  };
}

export function discoveryDocument(origin: string, tenantId: string, version: 1 | 2): Record<string, unknown> {
  const paths = endpointPaths(tenantId);
  return {
    token_endpoint: `${origin}${paths.token}`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${origin}${paths.keys}`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: version === 2 ? issuerV2(origin, tenantId) : issuerV1(tenantId),
    request_uri_parameter_supported: false,
    authorization_endpoint: `${origin}${paths.authorize}`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${origin}/${tenantId}/oauth2/v2.0/logout`,
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "name", "tid", "ver", "oid"],
    tenant_region_scope: "EU",
  };
}
