import { canonicalJson, placeOf } from "./canonical";
import type { Content } from "./make";
import { isJsonObject, type Json, type JsonObject } from "./json";

/** One member that differs. */
export interface MemberChange {
  /** Path from the definition, such as `inputSchema.properties.id.maxLength`; empty for the whole. */
  readonly path: string;
  /** undefined: it was not there. */
  readonly before: Json | undefined;
  /** undefined: it is there no more. */
  readonly after: Json | undefined;
}

/** How one pinned thing differs. */
export interface Change {
  /** `tool find_trails`, `prompt ...`, `template ...`, `instructions`, or `lock` for what it says of itself. */
  readonly what: string;
  readonly kind: "added" | "removed" | "changed";
  /** Empty where it was added or removed. */
  readonly members: readonly MemberChange[];
}

/**
 * What an approval would change, member by member.
 *
 * @param before undefined: there is no lock yet
 */
export function differenceOf(before: Content | undefined, after: Content): Change[] {
  return [
    ...compared("lock", before === undefined ? undefined : aboutOf(before), aboutOf(after)).filter(
      ({ kind }) => kind === "changed",
    ),
    ...compared("instructions", before?.instructions?.text, after.instructions?.text),
    ...entries("tool", before?.tools, after.tools, ({ name }) => name),
    ...entries("prompt", before?.prompts, after.prompts, ({ name }) => name),
    ...entries("template", before?.resourceTemplates, after.resourceTemplates, ({ uriTemplate }) => uriTemplate),
  ];
}

function aboutOf({ image, protocol, scan }: Content): JsonObject {
  return { image, protocol, scanner: scan.scanner, exceptions: scan.exceptions.map((exception) => ({ ...exception })) };
}

function entries<T extends { readonly definition: JsonObject }>(
  what: string,
  before: readonly T[] = [],
  after: readonly T[],
  key: (entry: T) => string,
): Change[] {
  const old = new Map(before.map((entry) => [key(entry), entry.definition]));
  const now = new Map(after.map((entry) => [key(entry), entry.definition]));
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => compared(`${what} ${name}`, old.get(name), now.get(name)));
}

function compared(what: string, before: Json | undefined, after: Json | undefined): Change[] {
  if (before === undefined || after === undefined) {
    return before === after ? [] : [{ what, kind: before === undefined ? "added" : "removed", members: [] }];
  }
  const members = membersOf("", before, after);
  return members.length === 0 ? [] : [{ what, kind: "changed", members }];
}

function membersOf(path: string, before: Json | undefined, after: Json | undefined): MemberChange[] {
  if (before !== undefined && after !== undefined) {
    if (canonicalJson(before) === canonicalJson(after)) {
      return [];
    }
    if (isJsonObject(before) && isJsonObject(after)) {
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
      return names.flatMap((name) => membersOf(placeOf(path, name), own(before, name), own(after, name)));
    }
  }
  return [{ path, before, after }];
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
