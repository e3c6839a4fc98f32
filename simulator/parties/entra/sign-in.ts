/**
 * Signing in with a public client: authorization code with a proof key, and refresh, by oidc-provider. There is no page:
 * the user of `login_hint`, or the first one, is signed in, and the answer is the redirect to the client.
 *
 * Times inside an ID token are the machine's, not the simulated clock's: oidc-provider takes no clock, and nothing here
 * reads an ID token. Access tokens, codes and refresh tokens follow the simulated clock.
 */
import { IncomingMessage, type ServerResponse } from "node:http";
import type { errors as providerErrors, KoaContextWithOIDC, Provider } from "oidc-provider" with {
  "resolution-mode": "import",
};
import { send } from "../listener";
import { isRegisteredRedirect, requireAddress, requireClient, signInRequest } from "./authorize-request";
import { GRAPH, issuerV2 } from "./claims";
import { EntraRefusal, entraError } from "./errors";
import {
  applicationOfAudience,
  audienceOf,
  configuration,
  resourceUri,
  USER,
  type SignInContext,
} from "./provider-configuration";
import { providerRefusal } from "./provider-refusal";
import { requestedOf, scopeAnswer, type Requested } from "./scopes";

export interface SignIn {
  authorize(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Code and refresh grants; the body is read already. */
  token(request: IncomingMessage, response: ServerResponse, form: URLSearchParams): Promise<void>;
}

const FORM = "application/x-www-form-urlencoded";

/** A request as oidc-provider shall see it: ours decide what of the client's goes in. */
function rewritten(request: IncomingMessage, url: string, form?: URLSearchParams): IncomingMessage {
  const inner = new IncomingMessage(request.socket);
  inner.method = form === undefined ? "GET" : "POST";
  inner.url = url;
  const body = form?.toString() ?? "";
  inner.headers = {
    host: request.headers.host,
    accept: "application/json",
    ...(form === undefined ? {} : { "content-type": FORM, "content-length": String(Buffer.byteLength(body)) }),
  };
  if (body !== "") inner.push(body);
  inner.push(null);
  // Otherwise the end of this message counts as broken off and takes the connection with it.
  inner.complete = true;
  return inner;
}

/** Entra names no issuer in the answer, and answers for a client in full scope names. */
async function asEntra(context: SignInContext, oidc: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next();
  const location = oidc.response.get("location");
  if (URL.canParse(location)) {
    const url = new URL(location);
    url.searchParams.delete("iss");
    oidc.response.set("location", url.href);
  }
  oidc.response.remove("set-cookie");
  const token = oidc.oidc.entities.AccessToken;
  const { body } = oidc as { body?: unknown };
  if (token === undefined || typeof body !== "object" || body === null) return;
  const audience = String(token.aud ?? token.resourceServer?.audience);
  const application = applicationOfAudience(context.estate, audience);
  const scopes = (token.scope ?? "").split(" ").filter((name) => name !== "");
  const requested: Requested = {
    application,
    audience,
    prefix: application === undefined ? "" : (application.identifierUris[0] ?? application.clientId),
    scopes,
    openid: "id_token" in body ? ["openid", "profile"] : [],
  };
  oidc.body = {
    ...body,
    scope: scopeAnswer(requested),
    ext_expires_in: "expires_in" in body ? body.expires_in : undefined,
  };
}

/** Who is granted what by a code or a refresh token; undefined where there is no such thing. */
async function grantedResource(provider: Provider, form: URLSearchParams): Promise<string | undefined> {
  const source =
    form.get("grant_type") === "authorization_code"
      ? await provider.AuthorizationCode.find(form.get("code") ?? "")
      : await provider.RefreshToken.find(form.get("refresh_token") ?? "");
  const resource = [source?.resource ?? []].flat()[0];
  return resource === undefined ? undefined : audienceOf(resource);
}

/** The form as oidc-provider takes it: Entra's own parameters are checked and left out. @throws EntraRefusal */
function tokenForm(context: SignInContext, form: URLSearchParams, audience: string | undefined): URLSearchParams {
  const { estate } = context;
  const client = form.get("client_id") ?? "";
  requireClient(estate, client);
  if (form.has("client_secret")) {
    throw new EntraRefusal(
      "invalid_client",
      700025,
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
      401,
    );
  }
  const inner = new URLSearchParams();
  for (const name of ["grant_type", "client_id", "code", "redirect_uri", "code_verifier", "refresh_token"]) {
    const value = form.get(name);
    if (value !== null) inner.set(name, value);
  }
  if (audience === undefined) return inner;
  const application = applicationOfAudience(estate, audience);
  const ofGrant = application === undefined ? "" : `${application.clientId}/.default`;
  const scope = form.get("scope") ?? ofGrant;
  const requested = requestedOf(estate, { client, scope, resource: form.get("resource") ?? undefined });
  if (requested.scopes.length > 0 && requested.audience !== audience && requested.audience !== GRAPH) {
    throw new EntraRefusal(
      "invalid_grant",
      65001,
      `The user or administrator has not consented to use the application with ID '${client}' for this resource. Send an interactive authorization request for this user and resource.`,
      400,
      "consent_required",
    );
  }
  const isWhole = !form.has("scope") || scope.endsWith("/.default") || requested.audience !== audience;
  if (form.get("grant_type") === "refresh_token" && !isWhole) inner.set("scope", requested.scopes.join(" "));
  return inner;
}

export async function signIn(context: SignInContext): Promise<SignIn> {
  const { estate, origin } = context;
  const { default: OidcProvider, interactionPolicy } = await import("oidc-provider");
  // oidc-provider wants `prompt=consent` for `offline_access`; consent is taken as given, so nothing is left to check.
  const consent = new interactionPolicy.Prompt({ name: "consent", requestable: true });
  consent.checks.length = 0;
  const provider = new OidcProvider(issuerV2(origin, estate.tenantId), configuration(context, [consent]));
  provider.Client.prototype.redirectUriAllowed = isRegisteredRedirect;
  provider.use((oidc, next) => asEntra(context, oidc as KoaContextWithOIDC, next));
  const refuse = (oidc: KoaContextWithOIDC, error: providerErrors.OIDCProviderError): void => {
    oidc.body = entraError(providerRefusal(error), context.clock.now());
  };
  provider.on("grant.error", refuse);
  provider.on("authorization.error", refuse);
  const handle = provider.callback();

  return {
    authorize: async (request, response) => {
      const query = new URL(request.url ?? "/", origin).searchParams;
      requireAddress(estate, query);
      try {
        const { user, requested } = signInRequest(estate, query);
        const inner = new URLSearchParams();
        for (const name of [
          "client_id",
          "response_type",
          "redirect_uri",
          "response_mode",
          "state",
          "code_challenge",
          "code_challenge_method",
        ]) {
          const value = query.get(name);
          if (value !== null) inner.set(name, value);
        }
        const nonce = query.get("nonce");
        if (nonce !== null && requested.openid.includes("openid")) inner.set("nonce", nonce);
        inner.set("scope", [...requested.openid, ...requested.scopes].join(" "));
        inner.set("resource", resourceUri(requested.audience));
        inner.set("prompt", "consent");
        inner.set(USER, user.oid);
        const path = new URL(request.url ?? "/", origin).pathname;
        await handle(rewritten(request, `${path}?${inner.toString()}`), response);
      } catch (error) {
        if (!(error instanceof EntraRefusal)) throw error;
        const location = new URL(query.get("redirect_uri") ?? "");
        const { error: kind, error_description } = entraError(error, context.clock.now());
        location.searchParams.set("error", kind);
        location.searchParams.set("error_description", error_description);
        const state = query.get("state");
        if (state !== null) location.searchParams.set("state", state);
        send(response, { status: 302, headers: { location: location.href }, body: "" });
      }
    },
    token: async (request, response, form) => {
      const inner = tokenForm(context, form, await grantedResource(provider, form));
      await handle(rewritten(request, request.url ?? "/", inner), response);
    },
  };
}
