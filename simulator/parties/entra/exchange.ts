/**
 * On-behalf-of. Source: Microsoft Learn, "Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow", "Configure an
 * application to trust a managed identity".
 */
import type { JWTPayload } from "jose" with { "resolution-mode": "import" };
import type { PlannedApplication } from "../../planned/estate";
import { issuerV2, LIFETIME_S, seconds, userClaims } from "./claims";
import { requireAssignment } from "./assignment";
import { EntraRefusal } from "./errors";
import type { IdentityTokenContext } from "./identity-token";
import { requestedOf, scopeAnswer, type Requested } from "./scopes";
import type { TokenAuthority } from "./types";
import { verifiedClaims } from "./verify";

export const ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const CLIENT_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export type ExchangeContext = IdentityTokenContext & TokenAuthority;

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== "") return value;
  throw new EntraRefusal(
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

/** Claims without a check of the signature: what a message of Entra's is about. */
async function unverified(token: string): Promise<JWTPayload | undefined> {
  const { decodeJwt } = await import("jose");
  let claims: JWTPayload | undefined;
  try {
    claims = decodeJwt(token);
  } catch {
    claims = undefined;
  }
  return claims;
}

const audiencesOf = (claims: JWTPayload): string[] => [claims.aud ?? []].flat();

/** The client's federated credential: issuer, subject and audience must be those of one credential, letter for letter. */
async function provenClient(form: URLSearchParams, context: ExchangeContext): Promise<PlannedApplication> {
  const client = required(form, "client_id");
  const application = context.estate.applications.find(({ clientId }) => clientId === client);
  if (application === undefined) {
    throw new EntraRefusal(
      "unauthorized_client",
      700016,
      `Application with identifier '${client}' was not found in the directory '${context.estate.tenantId}'.`,
    );
  }
  if (form.has("client_secret")) {
    throw new EntraRefusal("invalid_client", 7000215, "Invalid client secret provided.", 401);
  }
  if (!form.has("client_assertion")) {
    throw new EntraRefusal(
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      401,
    );
  }
  const kind = required(form, "client_assertion_type");
  const assertion = required(form, "client_assertion");
  const claims = kind === CLIENT_ASSERTION_TYPE ? await unverified(assertion) : undefined;
  if (claims === undefined) {
    throw new EntraRefusal(
      "invalid_client",
      50027,
      "Invalid JWT token: the client assertion is not a JWT bearer assertion.",
      401,
    );
  }
  requireCredential(application, claims);
  await requireSignature(assertion, claims, context, {
    invalid: new EntraRefusal("invalid_client", 700027, "Client assertion failed signature validation.", 401),
    expired: new EntraRefusal("invalid_client", 700024, "Client assertion is not within its valid time range.", 401),
  });
  return application;
}

function requireCredential(application: PlannedApplication, claims: JWTPayload): void {
  const none = (code: number, part: string, value: unknown): never => {
    throw new EntraRefusal(
      "invalid_client",
      code,
      `No matching federated identity record found for presented assertion ${part} '${String(value)}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      401,
    );
  };
  const byIssuer = application.federatedCredentials.filter(({ issuer }) => issuer === claims.iss);
  if (byIssuer.length === 0) none(700211, "issuer", claims.iss);
  const bySubject = byIssuer.filter(({ subject }) => subject === claims.sub);
  if (bySubject.length === 0) none(700213, "subject", claims.sub);
  const audiences = audiencesOf(claims);
  if (!bySubject.some((credential) => credential.audiences.some((audience) => audiences.includes(audience)))) {
    none(700212, "audience", audiences.join(" "));
  }
}

async function requireSignature(
  token: string,
  claims: JWTPayload,
  context: ExchangeContext,
  refusals: { readonly invalid: EntraRefusal; readonly expired: EntraRefusal },
): Promise<void> {
  const now = seconds(context.clock);
  // The same allowance as in every service of Microsoft's: five minutes.
  if ((claims.exp ?? now + LIFETIME_S) + 300 < now || (claims.nbf ?? now) - 300 > now) throw refusals.expired;
  const expected = { issuers: [issuerV2(context.origin, context.estate.tenantId)], audiences: audiencesOf(claims) };
  if ((await verifiedClaims(token, expected, context)) === undefined) throw refusals.invalid;
}

/** The user's token: made for the client that presents it, and a user's. */
async function presentedUser(
  form: URLSearchParams,
  client: PlannedApplication,
  context: ExchangeContext,
): Promise<string> {
  const assertion = required(form, "assertion");
  const claims = await unverified(assertion);
  const malformed = new EntraRefusal("invalid_grant", 50013, "Assertion failed signature validation.");
  if (claims === undefined) throw malformed;
  await requireSignature(assertion, claims, context, {
    invalid: malformed,
    expired: new EntraRefusal("invalid_grant", 500133, "Assertion is not within its valid time range."),
  });
  if (
    !audiencesOf(claims).some((audience) => audience === client.clientId || client.identifierUris.includes(audience))
  ) {
    throw new EntraRefusal(
      "invalid_grant",
      500131,
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${audiencesOf(claims).join(" ")}' and the expected audience is '${client.clientId}'.`,
    );
  }
  const { oid } = claims;
  if (typeof oid !== "string" || oid === "" || typeof claims.scp !== "string" || claims.scp === "") {
    throw new EntraRefusal(
      "invalid_grant",
      7000114,
      `Application '${client.clientId}' is not allowed to make application on-behalf-of calls.`,
    );
  }
  return oid;
}

function requireConsent(client: PlannedApplication, requested: Requested): void {
  const granted =
    requested.application?.preAuthorized.find(({ clientId }) => clientId === client.clientId)?.scopes ?? [];
  if (requested.application !== undefined && requested.scopes.every((scope) => granted.includes(scope))) return;
  throw new EntraRefusal(
    "invalid_grant",
    65001,
    `The user or administrator has not consented to use the application with ID '${client.clientId}' named '${client.displayName}'. Send an interactive authorization request for this user and resource.`,
    400,
    "consent_required",
  );
}

/** Answers the token endpoint's on-behalf-of grant. @throws EntraRefusal */
export async function exchangeToken(form: URLSearchParams, context: ExchangeContext): Promise<Record<string, unknown>> {
  const client = await provenClient(form, context);
  if (required(form, "requested_token_use") !== "on_behalf_of") {
    throw new EntraRefusal("invalid_request", 90014, "The parameter 'requested_token_use' must be 'on_behalf_of'.");
  }
  const requested = requestedOf(context.estate, {
    client: client.clientId,
    scope: required(form, "scope"),
    resource: form.get("resource") ?? undefined,
  });
  const oid = await presentedUser(form, client, context);
  requireConsent(client, requested);
  if (requested.application !== undefined) {
    requireAssignment(context.estate, requested.application, { oid, name: oid }, "invalid_grant");
  }

  const { SignJWT } = await import("jose");
  const { kid, privateKey } = context.keys.current();
  const claims = userClaims({
    issuer: issuerV2(context.origin, context.estate.tenantId),
    tenantId: context.estate.tenantId,
    audience: requested.audience,
    oid,
    client: client.clientId,
    clientProof: "2",
    scopes: requested.scopes,
    roles: [],
    now: seconds(context.clock),
  });
  const token = await new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256", kid }).sign(privateKey);
  return {
    token_type: "Bearer",
    scope: scopeAnswer(requested),
    expires_in: LIFETIME_S,
    ext_expires_in: LIFETIME_S,
    access_token: token,
  };
}
