import { lockOf } from "../../locks.fixture";

const NAME = /^[A-Za-z0-9_.-]{1,128}$/;

/**
 * The locks that fit the servers of a stack file, whatever else is wrong with it: file name and text.
 *
 * @param servers the list of servers as the runtime has it: JSON, right or not
 */
export function locksFor(servers: string | undefined): Map<string, string> {
  return new Map(
    objects(json(servers)).flatMap((server): [string, string][] => {
      if (typeof server.name !== "string") {
        return [];
      }
      const scopes = objects(server.scopes);
      const opened = (key: string): string[] => scopes.flatMap((scope) => texts(scope[key]));
      const [, digest] = /@(sha256:[0-9a-f]{64})$/.exec(String(server.image)) ?? [];
      const protocol = texts(server.protocols).find((revision) => /^\d{4}-\d{2}-\d{2}$/.test(revision));
      const lock = lockOf({
        server: server.name,
        image: digest ?? `sha256:${"0".repeat(64)}`,
        ...(protocol === undefined ? {} : { protocol }),
        tools: opened("tools").filter((name) => NAME.test(name)),
        prompts: opened("prompts").filter((name) => NAME.test(name)),
        templates: opened("resources").filter((uri) => uri.includes("{")),
      });
      return [[`tools/${server.name}.lock.json`, JSON.stringify(lock)]];
    }),
  );
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "[]") as unknown;
  } catch {
    return [];
  }
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null)
    : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
