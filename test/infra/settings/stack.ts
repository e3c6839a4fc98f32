import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument, type Document } from "yaml";
import { pathText, report, type KeyPath, type Mistake } from "../../../infra/settings/mistakes";
import { parseSettings, type SettingsResult } from "../../../infra/settings/parse";
import type { Settings } from "../../../infra/settings/types";
import { locksFor } from "./locks";

/** The file's name in messages of these tests. */
export const FILE = "stacks/Pulumi.test.yaml";

/** The text of one of the project's own stack files. */
export function projectStackFile(stack: "dev" | "prod"): string {
  return readFileSync(path.join(__dirname, `../../../stacks/Pulumi.${stack}.yaml`), "utf8");
}

/** A stack file with something changed, and what the program makes of it. */
export class Stack {
  private readonly document: Document;
  private readonly files = new Map<string, string | undefined>();

  public constructor(base: "dev" | "prod" = "dev") {
    this.document = parseDocument(projectStackFile(base));
  }

  /** Writes a value at a path below `config`, text in quotes. */
  public set(at: KeyPath, value: unknown): this {
    this.document.setIn(["config", ...at], this.document.createNode(value));
    return this;
  }

  public remove(at: KeyPath): this {
    this.document.deleteIn(["config", ...at]);
    return this;
  }

  /** Puts a file beside the stack file, or takes one away: without this, every server has the lock that fits it. */
  public file(name: string, text: string | undefined): this {
    this.files.set(name, text);
    return this;
  }

  public get text(): string {
    return this.document.toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
  }

  public read(): SettingsResult {
    return readText(this.text, [], this.files);
  }
}

/** A stack file's text as the program reads it. */
export function readText(
  text: string,
  secretKeys: readonly string[] = [],
  files: ReadonlyMap<string, string | undefined> = new Map(),
): SettingsResult {
  const config = runtimeConfig(text);
  const readFile = filesBeside(config, files);
  return parseSettings({ project: "bulwark", stack: "test", config, secretKeys, file: text, readFile });
}

/** What lies beside a stack file of this configuration: a lock for each server that fits it, but for what is given. */
export function filesBeside(
  config: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, string | undefined> = new Map(),
): (name: string) => string | undefined {
  const fitting = locksFor(config["bulwark:servers"]);
  return (name) => (files.has(name) ? files.get(name) : fitting.get(name));
}

/** What Pulumi hands to a program of a stack file: text, lists and maps as JSON, and no key without a value. */
export function runtimeConfig(text: string): Record<string, string> {
  const file = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).toJS() as {
    config?: Record<string, unknown> | null;
  } | null;
  const entries = Object.entries(file?.config ?? {}).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The mistakes of a result; none when it has settings. */
export function mistakesIn(result: SettingsResult): readonly Mistake[] {
  return "mistakes" in result ? result.mistakes : [];
}

/** The settings of a result that must have them. */
export function settingsIn(result: SettingsResult): Settings {
  if ("mistakes" in result) {
    throw new Error(report(result.mistakes, FILE));
  }
  return result.settings;
}

/** `path: message` of each mistake. */
export function told(result: SettingsResult): string[] {
  return mistakesIn(result).map((mistake) => `${pathText(mistake.path)}: ${mistake.message}`);
}

/** The paths of the mistakes, as people write them. */
export function pathsOf(result: SettingsResult): string[] {
  return mistakesIn(result).map((mistake) => pathText(mistake.path));
}

/** Path of a key of the first server, `trails` (session era, identity gateway, internal data). */
export function trails(...rest: KeyPath): KeyPath {
  return ["bulwark:servers", 0, ...rest];
}

/** Path of a key of the second server, `ledger` (stateless era, identity user, confidential data). */
export function ledger(...rest: KeyPath): KeyPath {
  return ["bulwark:servers", 1, ...rest];
}

/** Path of a key of the third server, `forecast` (session era, public data, streamed). */
export function forecast(...rest: KeyPath): KeyPath {
  return ["bulwark:servers", 2, ...rest];
}
