import type { ServerSettings, Settings } from "./settings/types";

/** Azure tags: rules and Azure Policy read intent from them, never from settings (decision 18). */
export type Tags = Readonly<Record<string, string>>;

/** What every resource that takes tags carries. */
export function platformTags(settings: Settings): Tags {
  return {
    blueprint: settings.project,
    stack: settings.stack,
    environment: settings.environment,
    owner: settings.owner,
  };
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
