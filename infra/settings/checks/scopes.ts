import { OWN_SCOPE_METHODS } from "../methods";
import { ERAS } from "../protocols";
import { items, serversOf, type Check } from "./check";

/** A scope that opens nothing is asked of people for nothing. */
export const scopesOpenSomething: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    for (const { item: scope, index } of items(server.scopes)) {
      const lists = (["tools", "prompts", "resources", "methods"] as const).map((key) =>
        // A list that is wrong by itself is told already: then it is there, and blank.
        key in scope && scope[key] === undefined ? undefined : (scope[key] ?? []),
      );
      if (lists.every((list) => list?.length === 0)) {
        const message =
          "this scope opens nothing; name tools, prompts, resources or methods that need it, or leave it out";
        tell([...path, "scopes", index], message);
      }
    }
  }
};

/** The first scope is what every client asks for at once: nothing of it is asked for only when needed (MCP06-5). */
export const firstScopeIsPlain: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const [first] = server.scopes ?? [];
    if (first?.elevated === true) {
      const message =
        "the first scope is the one that every client asks for at the start, so it is never elevated; put a plain one before it";
      tell([...path, "scopes", 0, "elevated"], message);
    }
  }
};

/** A method that the server's era does not have is never called. */
export const methodsOfTheEra: Check = (settings, tell) => {
  for (const { server, path } of serversOf(settings)) {
    const [revision] = items(server.protocols);
    if (revision === undefined) {
      continue;
    }
    const era = ERAS[revision.item];
    for (const { item: scope, index } of items(server.scopes)) {
      for (const { item: method, index: position } of items(scope.methods)) {
        if (OWN_SCOPE_METHODS[method]?.includes(era) === false) {
          tell([...path, "scopes", index, "methods", position], `the ${era} era has no such method; leave it out`);
        }
      }
    }
  }
};

/** What destroys is asked for only when it is needed, and never granted in passing (control MCP06-5). */
export const destructiveNeedsElevated: Check = (settings, tell, files) => {
  for (const { server, path } of serversOf(settings)) {
    const found = server.name === undefined ? undefined : files.lock(server.name);
    if (found?.kind !== "lock") {
      continue;
    }
    const destructive = found.lock.tools.filter(({ definition }) => isDestructive(definition)).map(({ name }) => name);
    for (const { item: scope, index } of items(server.scopes)) {
      if (scope.elevated === true || ("elevated" in scope && scope.elevated === undefined)) {
        continue;
      }
      for (const { item: tool, index: position } of items(scope.tools)) {
        if (destructive.includes(tool)) {
          const message =
            "this tool says of itself that it destroys (destructiveHint); put it into a scope with elevated: true, not the first";
          tell([...path, "scopes", index, "tools", position], message);
        }
      }
    }
  }
};

/** Whether a tool says so itself. What it leaves unsaid counts as said by whoever maps it to a scope. */
function isDestructive(definition: object): boolean {
  const annotations: unknown = "annotations" in definition ? definition.annotations : undefined;
  return (
    typeof annotations === "object" &&
    annotations !== null &&
    "destructiveHint" in annotations &&
    annotations.destructiveHint === true
  );
}
