/** Reads a stack's configuration as the CLI does. Source: pulumi/pulumi, sdk/go/common/resource/config. */
import path from "node:path";
import { isMap, isPair, isScalar, type Document } from "yaml";
import { PreviewError } from "./failure";
import type { Project } from "./project";
import { readYaml } from "./yaml-file";

/** Top-level keys of a stack file. Source: pulumi/pulumi, sdk/go/common/workspace/project.go (`ProjectStack`). */
const STACK_FILE_KEYS = ["config", "encryptionsalt", "secretsprovider", "encryptedkey", "environment"];

/**
 * What the program gets for a value that only the stack's passphrase or key could open. It is marked secret, so it is
 * closed wherever it goes; a rule or a program that reads it sees what it is.
 */
export const CLOSED_SECRET_PLACEHOLDER = "[closed secret: not decrypted by the offline preview]";

/** A stack's configuration. */
export interface StackConfig {
  /** `namespace:key` to text; objects and lists as JSON text. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys of values that hold a `secure:` value, sorted. Every one of them stands as a placeholder. */
  readonly secretKeys: readonly string[];
}

/** @throws PreviewError of kind `settings`: what, where, what to write instead; all mistakes at once. */
export function readStackConfig(project: Project, stack: string, configFile?: string): StackConfig {
  const file = configFile ?? path.join(project.stackFolder, `Pulumi.${stack}.yaml`);
  const document = readYaml(file, `A stack's settings stand in a file of that name: copy another stack's.`);
  const mistakes = [...unknownKeys(document, file)];
  const config = document.get("config", true);
  const values: Record<string, string> = {};
  const secretKeys: string[] = [];
  if (config !== undefined && config !== null && !isMap(config) && !(isScalar(config) && config.value === null)) {
    mistakes.push(`${file}: 'config' is not a map. Write 'namespace:key: value' lines below it.`);
  }
  for (const pair of isMap(config) ? config.items : []) {
    const written = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : "";
    const key = written.includes(":") ? written : `${project.name}:${written}`;
    if (!/^[^:]+:(config:)?[^:]+$/.test(key)) {
      mistakes.push(`${file}: '${written}' is not a configuration key. Write 'namespace:key'.`);
      continue;
    }
    const plain = toPlain(pair.value, document);
    if (holdsSecure(plain)) {
      secretKeys.push(key);
    }
    if (plain !== null) {
      values[key] = asText(withPlaceholders(plain));
    }
  }
  if (mistakes.length > 0) {
    throw new PreviewError("settings", `${file} is not a stack file. Mend the places below.`, mistakes);
  }
  return { values, secretKeys: secretKeys.sort() };
}

function* unknownKeys(document: Document, file: string): Generator<string> {
  const { contents } = document;
  for (const pair of isMap(contents) ? contents.items : []) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    if (!STACK_FILE_KEYS.includes(key)) {
      yield `${file}: '${key}' is not a key of a stack file. Settings stand below 'config:'.`;
    }
  }
}

function toPlain(node: unknown, document: Document): unknown {
  return isMap(node) || isScalar(node) || (typeof node === "object" && node !== null && "toJS" in node)
    ? (node as { toJS(document: Document): unknown }).toJS(document)
    : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A `secure:` value: a map with that one key. */
function isSecure(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function holdsSecure(value: unknown): boolean {
  if (isSecure(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(holdsSecure);
  }
  return isRecord(value) && Object.values(value).some(holdsSecure);
}

function withPlaceholders(value: unknown): unknown {
  if (isSecure(value)) {
    return CLOSED_SECRET_PLACEHOLDER;
  }
  if (Array.isArray(value)) {
    return value.map(withPlaceholders);
  }
  if (isRecord(value)) {
    const sorted = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(sorted.map(([key, member]) => [key, withPlaceholders(member)]));
  }
  return value instanceof Date ? goTime(value) : value;
}

function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** An unquoted date as the CLI writes it: Go's `time.Time.String()`. */
function goTime(date: Date): string {
  const [day = "", rest = ""] = date.toISOString().split("T");
  return `${day} ${rest.replace("Z", "").replace(/\.?0+$/, "")} +0000 UTC`;
}
