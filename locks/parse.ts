import { canonicalJson, NotCanonicalError, pinOf } from "./canonical";
import { lockShape, type Lock, type LockVersion } from "./format";
import type { Json, JsonObject } from "./json";
import { compileSchema } from "./schema/compile";

/** What a lock file holds: a lock, or every reason why it is none. A damaged lock is never taken as an empty one. */
export type ParsedLock =
  { readonly kind: "lock"; readonly lock: Lock } | { readonly kind: "damaged"; readonly problems: string[] };

/**
 * Reads a lock and checks that it agrees with itself: each pin is that of its definition, each schema is the compiled one,
 * names are the definitions' own and stand once, in order. So no edit by hand goes unseen, but for one that keeps all that.
 *
 * @param text the file's content
 */
export function parseLock(text: string): ParsedLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return damaged([`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  if (JSON.stringify(value) !== withoutSpace(text)) {
    return damaged([
      "it is not as `bulwark lock` writes it (a member stands twice, or a number or text is written in another way)",
    ]);
  }
  const shaped = lockShape.safeParse(value);
  if (!shaped.success) {
    return damaged(
      shaped.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`)),
    );
  }
  const { previous } = shaped.data;
  const problems = [
    ...problemsOf(shaped.data, ""),
    ...previous.flatMap((version, index) => [
      ...problemsOf(version, `previous.${index}.`),
      ...(version.server === shaped.data.server
        ? []
        : [`previous.${index}.server: this is another server's version (${version.server})`]),
    ]),
    ...(descends([shaped.data, ...previous]) ? [] : ["previous: versions do not stand newest first"]),
  ];
  return problems.length > 0 ? damaged(problems) : { kind: "lock", lock: shaped.data };
}

function damaged(problems: string[]): ParsedLock {
  return { kind: "damaged", problems };
}

/** Space between tokens is the only freedom: then a file that is written out again differs from it in nothing else. */
function withoutSpace(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/gsu, (_, string: string | undefined) => string ?? "");
}

function descends(versions: readonly LockVersion[]): boolean {
  return versions.every((version, index) => index === 0 || version.version < (versions[index - 1]?.version ?? 0));
}

function problemsOf(version: LockVersion, at: string): string[] {
  const { scan, instructions, tools, prompts, resourceTemplates } = version;
  return [
    ...(scan.verdict === (scan.exceptions.length === 0 ? "clean" : "accepted")
      ? []
      : [`${at}scan.verdict: it is "clean" without exceptions and "accepted" with them`]),
    ...(instructions === null ? [] : pinProblems(`${at}instructions`, instructions.text, instructions.pin)),
    ...entryProblems(tools, "name", `${at}tools`),
    ...entryProblems(prompts, "name", `${at}prompts`),
    ...entryProblems(resourceTemplates, "uriTemplate", `${at}resourceTemplates`),
    ...tools.flatMap(({ definition, schema }, index) =>
      sameSchema(definition.inputSchema, schema)
        ? []
        : [`${at}tools.${index}.schema: it is not what the definition's inputSchema compiles to`],
    ),
  ];
}

function entryProblems<Key extends "name" | "uriTemplate">(
  entries: readonly ({ readonly [key in Key]: string } & { readonly pin: string; readonly definition: JsonObject })[],
  key: Key,
  at: string,
): string[] {
  return entries.flatMap((entry, index) => {
    const place = `${at}.${index}`;
    const before = entries[index - 1];
    return [
      ...(before === undefined || before[key] < entry[key] ? [] : [`${place}.${key}: out of order, or a second time`]),
      ...(entry.definition[key] === entry[key] ? [] : [`${place}.${key}: the definition has another`]),
      ...pinProblems(place, entry.definition, entry.pin),
    ];
  });
}

function pinProblems(place: string, value: Json, pin: string): string[] {
  try {
    return pinOf(value) === pin ? [] : [`${place}.pin: it is not the pin of what stands beside it`];
  } catch (error) {
    if (error instanceof NotCanonicalError) {
      return error.problems.map(({ at, problem }) => `${place}: ${at}: ${problem}`);
    }
    throw error;
  }
}

function sameSchema(inputSchema: Json | undefined, schema: unknown): boolean {
  const compiled = compileSchema(inputSchema);
  try {
    return "schema" in compiled && canonicalJson(compiled.schema as Json) === canonicalJson(schema as Json);
  } catch (error) {
    if (error instanceof NotCanonicalError) {
      return false;
    }
    throw error;
  }
}
