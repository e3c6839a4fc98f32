import { items, serversOf, unique, type Check } from "./check";

/** A server's name is its path, its application and its container app. */
export const uniqueServers: Check = (settings, tell) => {
  unique(
    serversOf(settings).map(({ server, path }) => ({ value: server.name, path: [...path, "name"] })),
    tell,
    (first) => `another server is called ${first} already; give this one a name of its own`,
  );
};

/** What a scope opens, with the words for it. */
const OPENED = { tools: "tool", prompts: "prompt", resources: "resource", methods: "method" } as const;

/**
 * What is opened stands in one scope, else the looser one would open it; look-alikes differ in capitals only (MCP02-2,
 * MCP03-1).
 */
export const openedOnce: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    for (const [key, word] of Object.entries(OPENED) as [keyof typeof OPENED, string][]) {
      const entries = items(server.scopes).flatMap(({ item: scope, index }) =>
        items(scope[key]).map(({ item: value, index: position }) => ({
          value,
          path: [...path, "scopes", index, key, position],
        })),
      );
      unique(
        entries,
        tell,
        (first) => `the ${word} ${first} stands in a scope of this server already; leave it in one`,
      );
    }
  }
};

/** What is named twice in a list is a mistake of copying, and one of the two will be forgotten. */
export const uniqueEntries: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const once = (first: string): string => `${first} stands in this list already; leave one`;
    const lists = {
      scopes: items(server.scopes).map(({ item, index }) => ({ value: item.name, at: [index, "name"] })),
      clients: items(server.clients).map(({ item, index }) => ({ value: item.id, at: [index, "id"] })),
      protocols: items(server.protocols).map(({ item, index }) => ({ value: item, at: [index] })),
      groups: items(server.groups).map(({ item, index }) => ({ value: item, at: [index] })),
      origins: items(server.origins).map(({ item, index }) => ({ value: item, at: [index] })),
      egress: items(server.egress).map(({ item, index }) => ({ value: item, at: [index] })),
      disabled: items(server.disabled).map(({ item, index }) => ({ value: item, at: [index] })),
    };
    for (const [key, entries] of Object.entries(lists)) {
      unique(
        entries.map(({ value, at }) => ({ value, path: [...path, key, ...at] })),
        tell,
        once,
      );
    }
  }
};
