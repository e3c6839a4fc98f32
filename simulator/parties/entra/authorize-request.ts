/** What Entra checks of a request to sign in before it shows anybody a page. */
import type { Estate } from "../../planned/estate";
import { requireAssignment } from "./assignment";
import { EntraRefusal } from "./errors";
import { requestedOf, type Requested } from "./scopes";
import { userOfHint, type User } from "./users";

/** Where VS Code for the web and the desktop take an answer, beside loopback. */
const REDIRECTS = ["https://vscode.dev/redirect", "https://insiders.vscode.dev/redirect"];

/** Entra leaves the port of a loopback address out of the comparison; which path a client registered is not in the plan. */
export function isRegisteredRedirect(redirect: string): boolean {
  if (REDIRECTS.includes(redirect)) return true;
  if (!URL.canParse(redirect)) return false;
  const { protocol, hostname, username, password } = new URL(redirect);
  return protocol === "http:" && ["localhost", "127.0.0.1"].includes(hostname) && username === "" && password === "";
}

/** Public clients that the plan lets in. */
export function registeredClients(estate: Estate): readonly string[] {
  return [
    ...new Set([
      ...estate.servers.flatMap(({ clients }) => clients),
      ...estate.applications.flatMap(({ preAuthorized }) => preAuthorized.map(({ clientId }) => clientId)),
    ]),
  ];
}

/** @throws EntraRefusal AADSTS700016 */
export function requireClient(estate: Estate, client: string): void {
  if (registeredClients(estate).includes(client)) return;
  throw new EntraRefusal(
    "unauthorized_client",
    700016,
    `Application with identifier '${client}' was not found in the directory '${estate.tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );
}

export interface SignInRequest {
  readonly client: string;
  readonly user: User;
  readonly requested: Requested;
}

/** Refusals that are shown to the user: there is no address that the answer may go to. @throws EntraRefusal */
export function requireAddress(estate: Estate, query: URLSearchParams): void {
  const client = query.get("client_id");
  if (client === null) {
    throw new EntraRefusal(
      "invalid_request",
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  }
  requireClient(estate, client);
  const redirect = query.get("redirect_uri") ?? "";
  if (!isRegisteredRedirect(redirect)) {
    throw new EntraRefusal(
      "invalid_request",
      50011,
      `The redirect URI '${redirect}' specified in the request does not match the redirect URIs configured for the application '${client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    );
  }
}

/** Refusals that go back to the client. @throws EntraRefusal */
export function signInRequest(estate: Estate, query: URLSearchParams): SignInRequest {
  const client = query.get("client_id") ?? "";
  if (query.get("response_type") !== "code") {
    throw new EntraRefusal(
      "unsupported_response_type",
      700054,
      "response_type is not enabled for the application: only 'code' is.",
    );
  }
  if (query.get("code_challenge") === null || query.get("code_challenge_method") !== "S256") {
    throw new EntraRefusal(
      "invalid_request",
      9002325,
      "Proof Key for Code Exchange is required for cross-origin authorization code redemption: send code_challenge with code_challenge_method 'S256'.",
    );
  }
  const requested = requestedOf(estate, {
    client,
    scope: query.get("scope") ?? "",
    resource: query.get("resource") ?? undefined,
  });
  const user = userOfHint(query.get("login_hint") ?? undefined);
  if (user === undefined) {
    throw new EntraRefusal(
      "access_denied",
      50034,
      `The user account '${query.get("login_hint") ?? ""}' does not exist in the directory '${estate.tenantId}'. To sign into this application, the account must be added to the directory.`,
    );
  }
  if (requested.application !== undefined) {
    requireAssignment(estate, requested.application, { oid: user.oid, name: user.userName }, "access_denied");
  }
  return { client, user, requested };
}
