import type { ServerSettings, Settings } from "../settings/types";
import { AUTHORIZATION_SERVER_PLACES } from "./authorization-server";

/** Id of the API that records and refuses what is no server's. */
export const CATCH_ALL = "catch-all";

/** Where one of a server's two metadata documents is served (RFC 9728, 3.1, and beside the server itself). */
export interface MetadataPlace {
  readonly apiId: string;
  /** Path of the API, without a slash at the start. */
  readonly path: string;
}

/** What one server is at the gateway. */
export interface ServerApiNames {
  readonly apiId: string;
  /** Path of the API, and so of the server: `trails/mcp`. */
  readonly path: string;
  readonly metadata: readonly [MetadataPlace, MetadataPlace];
}

/** @param server one server of the settings */
export function serverApiNames(server: Pick<ServerSettings, "name">): ServerApiNames {
  const path = `${server.name}/mcp`;
  const wellKnown = ".well-known/oauth-protected-resource";
  return {
    apiId: server.name,
    path,
    metadata: [
      { apiId: `${server.name}-metadata`, path: `${wellKnown}/${path}` },
      { apiId: `${server.name}-metadata-at-server`, path: `${path}/${wellKnown}` },
    ],
  };
}

/** Ids of all APIs that this program plans: what the global policy lets through to their own. */
export function plannedApis(settings: Settings): readonly string[] {
  const servers = settings.stage === "serving" ? settings.servers : [];
  return [
    CATCH_ALL,
    ...(settings.authorizationServerMetadata ? AUTHORIZATION_SERVER_PLACES.map((place) => place.apiId) : []),
    ...servers.flatMap((server) => {
      const names = serverApiNames(server);
      return [names.apiId, ...names.metadata.map((place) => place.apiId)];
    }),
  ];
}

/** `https://host` under which clients reach the servers: never taken from a request. */
export function gatewayBaseUrl(settings: Settings, gatewayName: string): string {
  return `https://${settings.domain ?? `${gatewayName}.azure-api.net`}`;
}
