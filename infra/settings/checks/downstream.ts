import { DOWNSTREAM_ROLES, resourceTypeOf } from "../fields/azure";
import type { KeyPath } from "../mistakes";
import type { ServerDraft } from "../schema";
import { items, serversOf, unique, type Check } from "./check";

type Entry = NonNullable<NonNullable<ServerDraft["downstream"]>[number]>;

const ROLE_KEYS = ["role", "scope"] as const;
const DELEGATED_KEYS = ["api", "permission", "id"] as const;

/** An entry is a role of the server's identity or a permission of the user's, whole, and never both. */
export const oneKindOfPermission: Check = (settings, tell) => {
  each(settings, (entry, path) => {
    const isRole = ROLE_KEYS.some((key) => key in entry);
    const isDelegated = DELEGATED_KEYS.some((key) => key in entry);
    if (isRole && isDelegated) {
      tell(path, "this is a role and a delegated permission in one; make two entries");
    } else if (!isRole && !isDelegated) {
      tell(path, "this is empty; write role and scope, or api, permission and id");
    } else {
      const keys = isRole ? ROLE_KEYS : DELEGATED_KEYS;
      for (const key of keys.filter((needed) => !(needed in entry))) {
        tell([...path, key], `missing; ${keys.join(", ")} go together`);
      }
    }
  });
};

/** Only a user's token can be exchanged for a user's permission (decision 5). */
export const delegatedOnlyWithUser: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    if (server.identity === "user" || isWrong(server, "identity")) {
      continue;
    }
    for (const { item, index } of items(server.downstream)) {
      if (DELEGATED_KEYS.some((key) => key in item)) {
        const message =
          "a delegated permission needs the user's token, which only identity: user gives the server; write that, or a role";
        tell([...path, "downstream", index], message);
      }
    }
  }
};

/** A role on a resource that it is not meant for opens nothing, or not what was reviewed (control MCP02-3). */
export const roleFitsResource: Check = (settings, tell) => {
  each(settings, ({ role, scope }, path) => {
    const meant = role === undefined ? undefined : DOWNSTREAM_ROLES.get(role)?.resourceType;
    if (role === undefined || scope === undefined || meant === undefined) {
      return;
    }
    const type = resourceTypeOf(scope);
    if (`${type}/`.toLowerCase().startsWith(`${meant}/`.toLowerCase())) {
      return;
    }
    tell([...path, "scope"], `${role} is a role on ${meant}, and this is a resource of ${type}; name the right one`);
  });
};

/** The same permission twice makes two assignments that Azure refuses as one. */
export const uniqueDownstream: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const entries = items(server.downstream).map(({ item, index }) => ({
      value: sameness(item),
      path: [...path, "downstream", index],
    }));
    unique(entries, tell, () => "this permission stands in the list already; leave one");
  }
};

function sameness({ role, scope, api, id }: Entry): string | undefined {
  if (role !== undefined && scope !== undefined) {
    return `${role} ${scope}`;
  }
  return api !== undefined && id !== undefined ? `${api} ${id}` : undefined;
}

function isWrong(server: ServerDraft, key: keyof ServerDraft): boolean {
  return key in server && server[key] === undefined;
}

function each(settings: Parameters<Check>[0], judge: (entry: Entry, path: KeyPath) => void): void {
  for (const { server, path } of serversOf(settings)) {
    for (const { item, index } of items(server.downstream)) {
      judge(item, [...path, "downstream", index]);
    }
  }
}
