import type { ServerIdentity } from "../identity/server";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";
import { serverApiNames } from "./apis";
import { policyPart, type PolicyValue } from "./policy-text";

export interface ServerPolicyArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
  readonly identity: ServerIdentity;
}

/** The first revision without sessions: one POST a request, no GET, no DELETE. */
const STATELESS_ERA = "2026-07-28";

/**
 * Verbs that a server answers. GET opens a stream that never ends, so it is refused wherever answers are inspected
 * (decision 8); DELETE ends a session.
 */
export function allowedMethods(server: Pick<ServerSettings, "protocols" | "results">): readonly string[] {
  if (server.protocols.includes(STATELESS_ERA)) return ["POST"];
  return server.results === "streamed" ? ["POST", "GET", "DELETE"] : ["POST", "DELETE"];
}

/** What differs from server to server in `apim-policies/server.xml` (decision 13). */
export function serverPolicyValues(args: ServerPolicyArgs): Readonly<Record<string, PolicyValue>> {
  const { server, platform, identity } = args;
  const methods = allowedMethods(server);
  return {
    server: server.name,
    "tenant-id": platform.context.settings.azure.tenantId,
    origins: server.origins.join(" "),
    methods: methods.join(" "),
    allow: methods.join(", "),
    clients: { xml: server.clients.map((client) => `<application-id>${client.id}</application-id>`).join("") },
    "client-ids": server.clients.map((client) => client.id).join(" "),
    scopes: server.scopes.map((scope) => scope.name).join(" "),
    "base-scope": baseScope(server, identity),
    "metadata-url": `${platform.gateway.baseUrl}/${serverApiNames(server).metadata[0].path}`,
    "calls-per-minute": String(platform.context.size.callsPerMinute),
    "content-safety": platform.gateway.contentSafetyEndpoint,
    credentials: credentials(args),
    forward:
      server.results === "streamed"
        ? { xml: '<forward-request timeout="240" follow-redirects="false" buffer-response="false" />' }
        : { xml: "<base />" },
  };
}

/** The document of RFC 9728, as JSON text; scopes in the full form that Entra wants: a bare name means Microsoft Graph. */
export function metadataDocument(args: ServerPolicyArgs): string {
  const { server, platform, identity } = args;
  return JSON.stringify({
    resource: `${platform.gateway.baseUrl}/${serverApiNames(server).path}`,
    resource_name: server.title,
    authorization_servers: [`https://login.microsoftonline.com/${platform.context.settings.azure.tenantId}/v2.0`],
    scopes_supported: [baseScope(server, identity)],
    bearer_methods_supported: ["header"],
  });
}

/** The scope that a first request needs, in its full form: the first of the settings. */
function baseScope(server: ServerSettings, identity: ServerIdentity): string {
  return `${identity.application.uri}/${server.scopes[0].name}`;
}

/** What replaces the client's token: the gateway's own, or the user's exchanged one (decision 5). */
function credentials({ server, platform, identity }: ServerPolicyArgs): PolicyValue {
  if (identity.exchangeScope === undefined) {
    return policyPart("credentials-gateway.xml", { "audience-uri": identity.application.uri });
  }
  return policyPart("credentials-user.xml", {
    server: server.name,
    "exchange-scope": identity.exchangeScope,
    "tenant-id": platform.context.settings.azure.tenantId,
  });
}
