import type { Lock } from "../../../locks";
import { imageParts } from "../fields/server";
import { lockFile, type StackFiles } from "../files";
import type { KeyPath } from "../mistakes";
import { nearestOrAll } from "../nearest";
import type { Draft, ServerDraft } from "../schema";
import { items, serversOf, type Check } from "./check";

/** Every server's approved definitions are there and whole: a damaged lock never counts as an empty one (MCP03-1). */
export const lockIsThere: Check = (settings, tell, files) => {
  for (const { server, path } of serversOf(settings)) {
    if (server.name === undefined) {
      continue;
    }
    const file = lockFile(server.name);
    const found = files.lock(server.name);
    if (found.kind === "missing") {
      const message = `${file} is not there, beside the stack files; make it from the running server: bulwark lock ${server.name} --from <its address>`;
      tell([...path, "name"], message);
    } else if (found.kind === "damaged") {
      found.problems.forEach((problem) => {
        tell([...path, "name"], `${file} is damaged: ${problem}; put back the version that was reviewed`);
      });
    }
  }
};

/** The lock is this server's, of the image that is deployed, over a protocol that is spoken (control MCP03-1). */
export const lockFits: Check = (settings, tell, files) => {
  eachLock(settings, files, (lock, server, path) => {
    const file = lockFile(lock.server);
    if (server.name !== undefined && lock.server !== server.name) {
      tell(
        [...path, "name"],
        `${lockFile(server.name)} is the lock of ${lock.server}; make one of this server: bulwark lock ${server.name}`,
      );
      return;
    }
    if (server.image !== undefined && imageParts(server.image).digest !== lock.image) {
      const message = `${file} was made from the image ${lock.image}; look at what the new image shows and approve it: bulwark lock ${lock.server}`;
      tell([...path, "image"], message);
    }
    const protocols = items(server.protocols).map(({ item }) => item);
    const whole = protocols.length > 0 && protocols.length === server.protocols?.length;
    if (whole && !protocols.some((revision) => revision === lock.protocol)) {
      const message = `${file} was made over ${lock.protocol}, which is not among these; name it, or make the lock again: bulwark lock ${lock.server}`;
      tell([...path, "protocols"], message);
    }
  });
};

/** What can be opened, by the lists of a scope and of a lock. */
const KINDS = [
  { key: "tools", word: "tool", names: (lock: Lock) => lock.tools.map(({ name }) => name) },
  { key: "prompts", word: "prompt", names: (lock: Lock) => lock.prompts.map(({ name }) => name) },
  {
    key: "resources",
    word: "resource template",
    names: (lock: Lock) => lock.resourceTemplates.map(({ uriTemplate }) => uriTemplate),
  },
] as const;

/** A scope opens only what was approved: what is not in the lock has no pin, and would reach nobody. */
export const mappedIsLocked: Check = (settings, tell, files) => {
  eachLock(settings, files, (lock, server, path) => {
    for (const { key, word, names } of KINDS) {
      const known = names(lock);
      for (const { item: scope, index } of items(server.scopes)) {
        for (const { item: name, index: position } of items<string>(scope[key])) {
          // Resources that are not templates are not listed in a lock: what they hold changes by design.
          const judged = key !== "resources" || name.includes("{");
          if (judged && !known.includes(name)) {
            const approved = known.length === 0 ? `it has no ${word}` : nearestOrAll(name, known, "it has");
            const message = `${lockFile(lock.server)} has no ${word} of this name; ${approved}`;
            tell([...path, "scopes", index, key, position], message);
          }
        }
      }
    }
  });
};

/** Everything that was approved is opened by a scope or disabled by name, so that nothing is forgotten (MCP02-2). */
export const lockedIsMapped: Check = (settings, tell, files) => {
  eachLock(settings, files, (lock, server, path) => {
    const disabled = items(server.disabled).map(({ item }) => item);
    for (const { key, word, names } of KINDS) {
      const lists = items(server.scopes).map(({ item }) => item[key]);
      // Where a list is wrong by itself, what it would have held is not known.
      if (isWrong(server, "scopes") || isWrong(server, "disabled") || lists.some(hasWrong)) {
        continue;
      }
      const mapped = lists.flatMap((list) => items<string>(list).map(({ item }) => item));
      for (const name of names(lock).filter((one) => !mapped.includes(one) && !disabled.includes(one))) {
        const message = `the ${word} ${name} of ${lockFile(lock.server)} stands in no scope; name it under ${key} of the scope that opens it, or under disabled`;
        tell([...path, "scopes"], message);
      }
    }
  });
};

/** What is disabled is in the lock, and in no scope: otherwise a slip of the fingers leaves a tool open. */
export const disabledIsLocked: Check = (settings, tell, files) => {
  eachLock(settings, files, (lock, server, path) => {
    const known = KINDS.flatMap(({ names }) => names(lock));
    const mapped = items(server.scopes).flatMap(({ item: scope }) =>
      KINDS.flatMap(({ key }) => items<string>(scope[key]).map(({ item }) => item)),
    );
    for (const { item: name, index } of items(server.disabled)) {
      if (mapped.includes(name)) {
        tell([...path, "disabled", index], "a scope opens this; leave it in one of the two places");
      } else if (!known.includes(name)) {
        const message = `${lockFile(lock.server)} has nothing of this name; ${nearestOrAll(name, known, "it has")}`;
        tell([...path, "disabled", index], message);
      }
    }
  });
};

function hasWrong(list: readonly (string | undefined)[] | undefined): boolean {
  return list?.includes(undefined) === true;
}

function isWrong(server: ServerDraft, key: keyof ServerDraft): boolean {
  const value = server[key];
  return key in server && (value === undefined || (Array.isArray(value) && value.includes(undefined)));
}

function eachLock(
  settings: Draft,
  files: StackFiles,
  judge: (lock: Lock, server: ServerDraft, path: KeyPath) => void,
): void {
  const servers = serversOf(settings);
  for (const { server, path } of servers) {
    const found = server.name === undefined ? undefined : files.lock(server.name);
    // Two servers of one name are told as that: a lock fits one of them at most.
    const alone = servers.filter((other) => other.server.name === server.name).length === 1;
    if (found?.kind === "lock" && alone) {
      judge(found.lock, server, path);
    }
  }
}
