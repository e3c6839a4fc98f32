import { canonicalJson, pinOf } from "./canonical";
import {
  formatVersion,
  keptVersions,
  scannerVersion,
  type Lock,
  type LockedPrompt,
  type LockedTemplate,
  type LockedTool,
  type LockException,
  type LockVersion,
} from "./format";
import type { JsonObject } from "./json";
import { compileSchema } from "./schema/compile";

/** What a server shows of itself. */
export interface ServerSurface {
  /** Protocol revision in which it was asked. */
  readonly protocol: string;
  readonly instructions: string | null;
  readonly tools: readonly JsonObject[];
  readonly prompts: readonly JsonObject[];
  readonly resourceTemplates: readonly JsonObject[];
}

/** What a lock says beside the definitions. */
export interface Approval {
  readonly server: string;
  /** Digest of the image, `sha256:<64 hex>`. */
  readonly image: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly exceptions: readonly LockException[];
}

/** The approved state of a surface; its `version` is set by {@link following}. */
export type Content = Omit<LockVersion, "version">;

/**
 * Pins a surface. It must have passed the scan.
 *
 * @throws NotCanonicalError or Error where it has not
 */
export function contentOf(surface: ServerSurface, { server, image, date, exceptions }: Approval): Content {
  const { protocol, instructions } = surface;
  return {
    format: formatVersion,
    server,
    date,
    image,
    protocol,
    scan: {
      scanner: scannerVersion,
      verdict: exceptions.length === 0 ? "clean" : "accepted",
      exceptions: [...exceptions].sort((a, b) => order(a.where, b.where) || order(a.finding, b.finding)),
    },
    instructions: instructions === null ? null : { text: instructions, pin: pinOf(instructions) },
    tools: sorted(surface.tools.map(lockedTool), ({ name }) => name),
    prompts: sorted(surface.prompts.map(lockedPrompt), ({ name }) => name),
    resourceTemplates: sorted(surface.resourceTemplates.map(lockedTemplate), ({ uriTemplate }) => uriTemplate),
  };
}

/**
 * The lock after an approval: the same lock where nothing changed but the day, else the next version with the earlier ones
 * behind it, of which the oldest may fall away.
 */
export function following(current: Lock | undefined, content: Content): Lock {
  if (current === undefined) {
    return lockOf(content, 1, []);
  }
  const { version, previous, ...now } = current;
  return canonicalContent({ ...now, date: content.date }) === canonicalContent(content)
    ? current
    : lockOf(content, version + 1, [versionOf(current), ...previous].slice(0, keptVersions));
}

/** What a lock holds as its current state, without its history. */
export function versionOf({ previous: _, ...version }: Lock): LockVersion {
  return version;
}

/** The bytes of a lock file: two spaces, members always in the same order, a line break at the end. */
export function serializeLock(lock: Lock): string {
  return `${JSON.stringify({ ...ordered(lock), previous: lock.previous.map(ordered) }, null, 2)}\n`;
}

function lockOf(content: Content, version: number, previous: readonly LockVersion[]): Lock {
  return { ...content, version, previous };
}

/** The order that a person reads in: what it is of, whether it is sound, then what it holds. */
function ordered(version: LockVersion): LockVersion {
  const { format, server, date, image, protocol, scan, instructions, tools, prompts, resourceTemplates } = version;
  return {
    format,
    server,
    version: version.version,
    date,
    image,
    protocol,
    scan: {
      scanner: scan.scanner,
      verdict: scan.verdict,
      exceptions: scan.exceptions.map(({ where, finding, because }) => ({ where, finding, because })),
    },
    instructions: instructions === null ? null : { text: instructions.text, pin: instructions.pin },
    tools: tools.map(({ name, pin, definition, schema }) => ({ name, pin, definition, schema })),
    prompts: prompts.map(({ name, pin, definition }) => ({ name, pin, definition })),
    resourceTemplates: resourceTemplates.map(({ uriTemplate, pin, definition }) => ({ uriTemplate, pin, definition })),
  };
}

function canonicalContent(content: Content): string {
  return canonicalJson(JSON.parse(JSON.stringify(content)) as JsonObject);
}

function lockedTool(tool: JsonObject): LockedTool {
  const compiled = compileSchema(tool.inputSchema);
  if ("problems" in compiled) {
    throw new Error(compiled.problems.map(({ where, problem }) => `${where}: ${problem}`).join("; "));
  }
  return { ...lockedPrompt(tool), schema: compiled.schema };
}

function lockedPrompt(definition: JsonObject): LockedPrompt {
  return { name: textOf(definition.name), pin: pinOf(definition), definition: inOrder(definition) };
}

function lockedTemplate(definition: JsonObject): LockedTemplate {
  return { uriTemplate: textOf(definition.uriTemplate), pin: pinOf(definition), definition: inOrder(definition) };
}

/** Servers list members in any order; the file has one. */
function inOrder(definition: JsonObject): JsonObject {
  return JSON.parse(canonicalJson(definition)) as JsonObject;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") {
    throw new Error("a definition without a name");
  }
  return value;
}

function sorted<T>(entries: readonly T[], key: (entry: T) => string): T[] {
  return [...entries].sort((a, b) => order(key(a), key(b)));
}

/** By UTF-16 units: a locale's order differs from machine to machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
