/** What a refused client is told, and where it leads. */
import type { LabServer, NamedServer } from "./lab";

/** Parameters of the challenge to a request without a good token. */
export function challengeFor(server: LabServer): Readonly<Record<string, string>> {
  return { resource_metadata: metadataUrl(server), scope: wireScope(server, server.baseScope) };
}

/** Parameters of the challenge to a request that needs more scopes. */
export function scopeChallengeFor(server: LabServer, ...scopes: readonly string[]): Readonly<Record<string, string>> {
  return {
    error: "insufficient_scope",
    scope: scopes.map((scope) => wireScope(server, scope)).join(" "),
    resource_metadata: metadataUrl(server),
  };
}

/** Where the metadata of a server stands (RFC 9728, 3.1). */
export function metadataUrl(server: NamedServer): string {
  const { origin, pathname } = new URL(server.url);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}

/** A scope as clients ask for it: a bare name means Microsoft Graph to Entra. */
export function wireScope(server: LabServer, scope: string): string {
  return `${server.audienceUri}/${scope}`;
}
