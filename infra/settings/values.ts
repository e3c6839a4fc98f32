import { fullKey, isOurs, isRead, NAMESPACE } from "./keys";
import type { KeyPath, Mistake } from "./mistakes";
import { nearest } from "./nearest";
import { knownKeys } from "./schema";
import type { StackFile } from "./stack-file";

/** Values by full key, as JSON has them. */
export type Values = Record<string, unknown>;

/** Keys whose values are lists and maps: they reach the program as JSON text. */
const STRUCTURED = ["bulwark:network", "bulwark:safety", "bulwark:servers"];

/**
 * The values that the program reads, out of the runtime's configuration: without other people's keys, lists and maps
 * decoded, and without anything encrypted, so that no later step can repeat a secret.
 *
 * @param config as `pulumi.runtime.allConfig()` gives it
 * @param project the Pulumi project's name
 * @param secretKeys keys of which the runtime says that something in them is secret
 * @param file the stack file as it is written, when there is one
 */
export function readValues(
  config: Readonly<Record<string, string>>,
  project: string,
  secretKeys: readonly string[],
  file: StackFile | undefined,
): { values: Values; mistakes: Mistake[] } {
  const values: Values = {};
  const mistakes: Mistake[] = [];
  for (const [key, text] of Object.entries(config)) {
    const full = fullKey(key, project);
    if (isRead(full)) {
      values[full] = STRUCTURED.includes(full) ? decoded(text) : text;
    } else {
      mistakes.push(...misplaced(full, project));
    }
  }
  const encrypted = file?.encrypted ?? [];
  for (const path of encrypted) {
    blank(values, path);
  }
  for (const key of secretKeys.map((secret) => fullKey(secret, project)).filter((secret) => secret in values)) {
    if (!encrypted.some(([top]) => top === key)) {
      blank(values, [key]);
      mistakes.push({
        path: [key],
        message: "this is given as a secret, and none of the settings is secret: give it in the clear",
        covers: [key],
      });
    }
  }
  return { values, mistakes };
}

/** Text that is no JSON stays text; the schema says what should stand there. */
function decoded(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A setting of ours under another namespace would be ignored in silence. */
function misplaced(key: string, project: string): Mistake[] {
  const namespace = key.slice(0, key.indexOf(":"));
  const ours = `${NAMESPACE}:${key.slice(namespace.length + 1)}`;
  const meant =
    nearest(namespace, [NAMESPACE]) !== undefined || (namespace === project && knownKeys([]).includes(ours));
  return meant && !isOurs(key)
    ? [{ path: [key], message: `our settings have the namespace ${NAMESPACE}; write ${ours}` }]
    : [];
}

/** What stands at a path. */
export function valueAt(values: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((at, step) => (hasStep(at, step) ? at[step] : undefined), values);
}

/** Whether anything stands at a path, if only null. */
export function standsAt(values: unknown, path: KeyPath): boolean {
  const last = path.at(-1);
  return last !== undefined && hasStep(valueAt(values, path.slice(0, -1)), last);
}

/** Takes out what stands at a path; its key, or its place in the list, remains. */
export function blank(values: Values, path: KeyPath): void {
  if (standsAt(values, path)) {
    replace(values, path, undefined);
  }
}

/** Puts another value where one stands; a key at the top need not stand there yet: Pulumi leaves out those without value. */
export function replace(values: Values, path: KeyPath, value: unknown): void {
  const holder = valueAt(values, path.slice(0, -1));
  const last = path.at(-1);
  if (path.length === 1 && typeof last === "string") {
    values[last] = value;
  } else if (last !== undefined && hasStep(holder, last)) {
    holder[last] = value;
  }
}

/** Takes out a key. */
export function remove(values: Values, path: KeyPath): void {
  const holder = valueAt(values, path.slice(0, -1));
  const last = path.at(-1);
  if (last !== undefined && hasStep(holder, last)) {
    Reflect.deleteProperty(holder, last);
  }
}

function hasStep(holder: unknown, step: PropertyKey): holder is Record<PropertyKey, unknown> {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, step);
}
