import type { ServerSettings, Settings } from "./settings/types";

/** Azure tags: rules and Azure Policy read intent from them, never from settings (decision 18). */
export type Tags = Readonly<Record<string, string>>;

/** What every resource that takes tags carries. */
export function platformTags(settings: Settings): Tags {
  return { ...lastingTags(settings), owner: settings.owner };
}

/**
 * For resources to which Azure gives an id, a domain or an address that others use: only what never changes while the
 * stack lives. A preview of any change to such a resource takes all that Azure gave it for unknown, and shows what hangs
 * on it as changing or replaced, though nothing of that will happen (decision 0011).
 */
export function lastingTags(settings: Settings): Tags {
  return { blueprint: settings.project, stack: settings.stack, environment: settings.environment };
}

/** What a server's own resources carry on top: who answers for it, who approved it, until when, for what data (MCP09-2). */
export function serverTags(platform: Tags, server: ServerSettings): Tags {
  return {
    ...platform,
    owner: server.owner,
    "mcp-server": server.name,
    "approved-by": server.approvedBy,
    "review-date": server.reviewDate,
    "data-class": server.dataClass,
  };
}
