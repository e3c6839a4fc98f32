/**
 * Stand-in for Microsoft Entra ID. oidc-provider keeps codes, proof keys and refresh tokens; what is Entra's own lies
 * before it: how a scope names a resource, who is assigned, on-behalf-of, managed identities and the AADSTS refusals.
 * Consent of users is taken as given.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Estate } from "../../planned/estate";
import { listen, readBody, send, type FaultAnswers } from "../listener";
import type { Clock } from "../party";
import { discoveryDocument, endpointPaths } from "./discovery";
import { EntraRefusal, entraError } from "./errors";
import { exchangeToken, ON_BEHALF_OF } from "./exchange";
import { identityToken } from "./identity-token";
import { issueToken } from "./issue-token";
import { signingKeys } from "./keys";
import { GrantStore } from "./grant-store";
import { signIn, type SignIn } from "./sign-in";
import { parseTokenOptions } from "./token-options";
import { IdentityTokenFailure, type Entra } from "./types";

export interface EntraOptions {
  readonly clock: Clock;
}

/** Entra takes more, but no request of a client or gateway is longer; in bytes. */
const BODY_LIMIT = 256 * 1024;

const faults: FaultAnswers = {
  error: {
    status: 503,
    body: {
      error: "temporarily_unavailable",
      error_description: "AADSTS90033: A transient error has occurred.",
      error_codes: [90033],
    },
  },
  throttled: {
    status: 429,
    headers: { "retry-after": "10" },
    body: {
      error: "invalid_request",
      error_description: "AADSTS90055: The service is throttled.",
      error_codes: [90055],
    },
  },
  malformed: { status: 200, headers: { "content-type": "text/html" }, body: "<html><body>Sign in to your account" },
};
const serverError = {
  status: 500,
  body: { error: "server_error", error_description: "AADSTS90012: The request failed." },
};
const notServing = {
  status: 503,
  body: { error: "temporarily_unavailable", error_description: "No tenant is served yet." },
};

/** Starts on a free loopback port; the signing key is made now and stays over `reset`. */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const { clock } = options;
  const keys = await signingKeys();
  const store = new GrantStore(clock);
  let estate: Estate | undefined;
  let signingIn: Promise<SignIn> | undefined;

  const planned = (): Estate => {
    if (estate === undefined)
      throw new Error("the stand-in Entra does not know the plan yet: call serve(estate) first");
    return estate;
  };
  const context = () => ({ estate: planned(), origin: listener.origin, keys, clock, keySet: keys.keySet });
  const currentSignIn = (): Promise<SignIn> => (signingIn ??= signIn({ ...context(), store }));

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") {
      throw new EntraRefusal(
        "invalid_request",
        900561,
        `The endpoint only accepts POST requests. Received a ${String(request.method)} request.`,
      );
    }
    const body = await readBody(request, BODY_LIMIT);
    if (body === undefined) throw new EntraRefusal("invalid_request", 90100, "The request is too long.", 413);
    const form = new URLSearchParams(body.toString("utf8"));
    switch (form.get("grant_type")) {
      case ON_BEHALF_OF:
        send(response, {
          status: 200,
          headers: { "cache-control": "no-store" },
          body: await exchangeToken(form, context()),
        });
        return;
      case "authorization_code":
      case "refresh_token":
        await (await currentSignIn()).token(request, response, form);
        return;
      case "client_credentials":
        // No application of a plan has a secret, and a federated credential is for on-behalf-of alone.
        throw form.has("client_secret")
          ? new EntraRefusal("invalid_client", 7000215, "Invalid client secret provided.", 401)
          : new EntraRefusal(
              "invalid_client",
              7000216,
              "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
              401,
            );
      case null:
        throw new EntraRefusal(
          "invalid_request",
          900144,
          "The request body must contain the following parameter: 'grant_type'.",
        );
      default:
        throw new EntraRefusal(
          "unsupported_grant_type",
          70003,
          `The app requested an unsupported grant type '${String(form.get("grant_type"))}'.`,
        );
    }
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (estate === undefined) {
      send(response, notServing);
      return;
    }
    const { tenantId } = estate;
    const paths = endpointPaths(tenantId);
    const { pathname } = new URL(request.url ?? "/", listener.origin);
    switch (pathname) {
      case paths.discovery:
      case paths.discoveryV1:
        send(response, {
          status: 200,
          body: discoveryDocument(listener.origin, tenantId, pathname === paths.discovery ? 2 : 1),
        });
        return;
      case paths.keys:
      case `/${tenantId}/discovery/keys`:
        send(response, { status: 200, body: keys.keySet() });
        return;
      case paths.authorize:
        await (await currentSignIn()).authorize(request, response);
        return;
      case paths.token:
        await token(request, response);
        return;
      default:
        throw /^\/[^/]+\/(oauth2\/)?v2\.0\//.test(pathname) && !pathname.startsWith(`/${tenantId}/`)
          ? new EntraRefusal("invalid_request", 90002, `Tenant '${pathname.split("/")[1] ?? ""}' not found.`)
          : new EntraRefusal("invalid_request", 900561, `There is no endpoint ${pathname}.`, 404);
    }
  };

  const listener = await listen(
    async (request, response) => {
      try {
        await route(request, response);
      } catch (error) {
        if (!(error instanceof EntraRefusal)) throw error;
        send(response, {
          status: error.status,
          headers: { "cache-control": "no-store" },
          body: entraError(error, clock.now()),
        });
      }
    },
    faults,
    serverError,
  );

  return {
    origin: listener.origin,
    clock,
    keySet: keys.keySet,
    serve: (next) => {
      estate = next;
      signingIn = undefined;
    },
    fault: listener.fault,
    reset: () => {
      listener.fault("ok");
      store.clear();
    },
    close: listener.close,
    issueToken: async (tokenOptions) => issueToken(parseTokenOptions(tokenOptions), context()),
    identityToken: async (clientId, resource) => {
      if (listener.mode === "slow") await listener.slowness();
      else if (listener.mode !== "ok") {
        throw new IdentityTokenFailure(undefined, "Entra does not answer: no token for a managed identity can be had.");
      }
      return identityToken(clientId, resource, context());
    },
    rotateKeys: async () => {
      await keys.rotate();
      signingIn = undefined;
    },
  };
}
