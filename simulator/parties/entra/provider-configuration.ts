/** How oidc-provider is set up to answer as Entra does. */
import { randomBytes } from "node:crypto";
import type {
  AccessToken,
  ClientCredentials,
  Configuration,
  interactionPolicy,
  KoaContextWithOIDC,
} from "oidc-provider" with { "resolution-mode": "import" };
import type { Estate, PlannedApplication } from "../../planned/estate";
import { userRoles } from "./assignment";
import { registeredClients } from "./authorize-request";
import { issuerV2, LIFETIME_S, pairwiseSubject, seconds, userClaims } from "./claims";
import { endpointPaths } from "./discovery";
import type { GrantStore } from "./grant-store";
import type { IdentityTokenContext } from "./identity-token";
import { GRAPH_SCOPES } from "./scopes";
import { USERS } from "./users";

export type SignInContext = IdentityTokenContext & { readonly store: GrantStore };

/** Carries the user from our check to oidc-provider; what a client sends under this name is dropped. */
export const USER = "signed_in_user";
export const OPENID = ["openid", "profile", "email", "offline_access"];
/** Seconds: a code lives ten minutes, a refresh token ninety days. */
const CODE_S = 600;
const REFRESH_S = 90 * 24 * 3600;

/** What oidc-provider takes for a resource: an absolute URI. */
export const resourceUri = (audience: string): string => `api://${audience}`;
export const audienceOf = (resource: string): string => resource.slice("api://".length);

export function applicationOfAudience(estate: Estate, audience: string): PlannedApplication | undefined {
  return estate.applications.find(({ clientId }) => clientId === audience);
}

export function configuration(context: SignInContext, policy: interactionPolicy.Prompt[]): Configuration {
  const { estate, keys, origin, store } = context;
  const paths = endpointPaths(estate.tenantId);
  return {
    adapter: (name: string) => store.adapter(name),
    clients: registeredClients(estate).map((client_id) => ({
      client_id,
      application_type: "native",
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      // Compared by `isRegisteredRedirect`; oidc-provider wants one that is well-formed.
      redirect_uris: ["http://127.0.0.1/"],
    })),
    jwks: keys.privateKeySet(),
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    routes: { authorization: paths.authorize, token: paths.token, jwks: `${paths.keys}/provider` },
    scopes: OPENID,
    claims: { openid: ["sub", "oid", "tid", "ver"], profile: ["name", "preferred_username"], email: ["email"] },
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: LIFETIME_S,
      AuthorizationCode: CODE_S,
      Grant: REFRESH_S,
      IdToken: LIFETIME_S,
      Interaction: CODE_S,
      RefreshToken: REFRESH_S,
      Session: CODE_S,
    },
    pkce: { required: () => true },
    responseTypes: ["code"],
    rotateRefreshToken: false,
    issueRefreshToken: (_context, _client, code) => Promise.resolve(code.scopes.has("offline_access")),
    findAccount: (_context, oid) =>
      Promise.resolve({
        accountId: oid,
        claims: () => {
          const user = USERS.find((candidate) => candidate.oid === oid);
          return Promise.resolve({
            sub: pairwiseSubject(oid, "id"),
            oid,
            tid: estate.tenantId,
            ver: "2.0",
            ...(user === undefined ? {} : { name: user.name, preferred_username: user.userName, email: user.userName }),
          });
        },
      }),
    extraParams: {
      // Runs before the account is looked up: this is the sign-in.
      [USER]: (oidc: KoaContextWithOIDC, oid: string | undefined) => {
        if (oid !== undefined) oidc.oidc.session?.loginAccount({ accountId: oid, transient: true });
      },
    },
    interactions: { policy, url: () => paths.authorize },
    loadExistingGrant: async (oidc) => {
      const { account, client, resourceServers } = oidc.oidc;
      const grant = new oidc.oidc.provider.Grant({ accountId: account?.accountId, clientId: client?.clientId });
      grant.addOIDCScope(OPENID.join(" "));
      for (const resource of Object.values(resourceServers ?? {})) {
        grant.addResourceScope(resource.identifier(), resource.scope);
      }
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          const audience = audienceOf(resource);
          const scopes = applicationOfAudience(estate, audience)?.scopes;
          return {
            scope: (scopes ?? GRAPH_SCOPES).join(" "),
            audience,
            accessTokenTTL: LIFETIME_S,
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: "RS256" } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (_context, token: AccessToken | ClientCredentials, parts) => {
          const audience = String(token.aud);
          const oid = "accountId" in token ? token.accountId : "";
          const application = applicationOfAudience(estate, audience);
          parts.header = { ...parts.header, typ: "JWT" };
          parts.payload = userClaims({
            issuer: issuerV2(origin, estate.tenantId),
            tenantId: estate.tenantId,
            audience,
            oid,
            client: token.clientId ?? "",
            clientProof: "0",
            scopes: (token.scope ?? "").split(" ").filter((name) => name !== ""),
            roles: application === undefined ? [] : userRoles(estate, application, oid),
            now: seconds(context.clock),
          });
        },
      },
    },
  };
}
