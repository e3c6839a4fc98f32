import type { ServerIdentity } from "../identity/server";
import type { Platform } from "../platform";
import type { ServerSettings, Settings } from "../settings/types";
import { serverApiNames } from "./apis";
import { approved } from "./approved";
import { authorizationServer } from "./authorization-server";
import { jsonText, policyData, policyPart, type PolicyValue } from "./policy-text";

export interface ServerPolicyArgs {
  readonly platform: PolicyPlatform;
  readonly server: ServerSettings;
  readonly identity: { readonly application: { readonly uri: string } } & Pick<ServerIdentity, "exchangeScope">;
}

/** What a policy needs of the platform: texts only, so that a document can be made without Pulumi. */
export interface PolicyPlatform {
  readonly context: {
    readonly settings: Settings;
    readonly size: { readonly callsPerMinute: number };
    readonly names: { readonly gateway: string };
  };
  readonly gateway: Pick<Platform["gateway"], "baseUrl" | "contentSafetyEndpoint" | "vaultUri">;
}

/** The first revision without sessions: one POST a request, no GET, no DELETE. */
const STATELESS_ERA = "2026-07-28";

/** Requests of one source address in a minute, in calls of one caller: many people share an office's address. */
const CALLERS_PER_ADDRESS = 10;

/**
 * Verbs that a server answers. GET opens a stream that never ends, so it is refused wherever answers are inspected
 * (decision 8); DELETE ends a session.
 */
export function allowedMethods(server: Pick<ServerSettings, "protocols" | "results">): readonly string[] {
  if (server.protocols.includes(STATELESS_ERA)) return ["POST"];
  return server.results === "streamed" ? ["POST", "GET", "DELETE"] : ["POST", "DELETE"];
}

/** What stands in `apim-policies/server.xml` for one server; what decides about calls is `approved` (decision 13). */
export function serverPolicyValues(args: ServerPolicyArgs): Readonly<Record<string, PolicyValue>> {
  const { server, platform, identity } = args;
  const { settings, size } = platform.context;
  return {
    server: server.name,
    approved: {
      json: approved({ server, baseUrl: platform.gateway.baseUrl, audienceUri: identity.application.uri }),
    },
    reasons: reasonTable(),
    methods: { json: methodsOf(server) },
    "protocol-words": (policyData("protocol-words.json") as readonly string[]).join(" "),
    redaction: jsonText(policyData("redaction.json")),
    hosts: hostsOf(platform).join(" "),
    verbs: allowedMethods(server).join(" "),
    "tenant-id": settings.azure.tenantId,
    clients: { xml: server.clients.map((client) => `<application-id>${client.id}</application-id>`).join("") },
    "source-address": sourceAddress(settings),
    "calls-per-address": String(size.callsPerMinute * CALLERS_PER_ADDRESS),
    "calls-per-minute": String(size.callsPerMinute),
    "content-safety": platform.gateway.contentSafetyEndpoint,
    vault: platform.gateway.vaultUri,
    "strip-request-headers": { xml: stripped("request") },
    "customer-inbound": { xml: server.customPolicyXml.inbound ?? "" },
    "customer-outbound": { xml: server.customPolicyXml.outbound ?? "" },
    credentials: credentials(args),
    forward: policyPart(server.results === "streamed" ? "forward-streamed.xml" : "forward-inspected.xml", {}),
  };
}

/** Reasons as documents need them: what each means for people stays in `apim-policies/reasons.json`. */
export function reasonTable(): PolicyValue {
  const reasons = policyData("reasons.json") as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return {
    json: Object.fromEntries(
      Object.entries(reasons).map(([reason, row]) => [
        reason,
        Object.fromEntries(Object.entries(row).filter(([member]) => member !== "means")),
      ]),
    ),
  };
}

/** The document of RFC 9728, as JSON text; scopes in the full form that Entra wants: a bare name means Microsoft Graph. */
export function metadataDocument({ server, platform, identity }: ServerPolicyArgs): string {
  return jsonText({
    resource: `${platform.gateway.baseUrl}/${serverApiNames(server).path}`,
    resource_name: server.title,
    authorization_servers: [authorizationServer(platform.context.settings, platform.gateway.baseUrl)],
    scopes_supported: [`${identity.application.uri}/${server.scopes[0].name}`],
    bearer_methods_supported: ["header"],
  });
}

/** The methods of the server's era, with what decides about each. */
function methodsOf(server: ServerSettings): unknown {
  const methods = policyData("methods.json") as { readonly session: unknown; readonly stateless: unknown };
  return server.protocols.includes(STATELESS_ERA) ? methods.stateless : methods.session;
}

/** Names under which the gateway is called: its own, by which Front Door calls it too, and the one that clients use. */
function hostsOf(platform: PolicyPlatform): readonly string[] {
  const own = `${platform.context.names.gateway}.azure-api.net`;
  return [...new Set([own, new URL(platform.gateway.baseUrl).host])];
}

/**
 * Whose requests the ceiling counts. Behind Front Door every connection comes from Front Door, which alone reaches the
 * gateway and overwrites this header, whatever a client puts there. Source: Microsoft Learn, "Protocol support for HTTP
 * headers in Azure Front Door".
 */
function sourceAddress(settings: Settings): string {
  return settings.edge === "frontDoor"
    ? 'context.Request.Headers.GetValueOrDefault("X-Azure-SocketIP", context.Request.IpAddress)'
    : "context.Request.IpAddress";
}

/** Elements that delete the headers of one section of `apim-policies/headers.json`. */
function stripped(section: "request" | "response"): string {
  const headers = policyData("headers.json") as Readonly<Record<typeof section, readonly string[]>>;
  return headers[section].map((name) => `<set-header name="${name}" exists-action="delete" />`).join("\n    ");
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
