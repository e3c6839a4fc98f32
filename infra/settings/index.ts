import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { report } from "./mistakes";
import { parseSettings } from "./parse";
import type { Settings } from "./types";

export { parseSettings, type SettingsInput, type SettingsResult } from "./parse";
export type * from "./types";

/**
 * The settings of the stack that is being previewed or deployed: Pulumi's configuration, and the stack file itself for
 * what YAML has changed in it. Deep-frozen. After this no code reads configuration.
 *
 * With `pulumi preview --config-file` the values are that file's; places, and what YAML has changed, are still looked up
 * in the stack's own file.
 *
 * @throws pulumi.RunError whose message lists every mistake by key and place; shown to people as it is
 */
export function readSettings(): Settings {
  const stack = pulumi.getStack();
  const root = pulumi.getRootDirectory();
  const name = stackFileName(root, stack);
  const file = textOf(path.join(root, name));
  const result = parseSettings({
    project: pulumi.getProject(),
    stack,
    config: pulumi.runtime.allConfig(),
    secretKeys: secretKeys(),
    ...(file === undefined ? {} : { file }),
    readFile: (beside) => textOf(path.join(root, path.dirname(name), beside)),
  });
  if ("settings" in result) {
    return result.settings;
  }
  throw new pulumi.RunError(report(result.mistakes, name));
}

/** `stacks/Pulumi.dev.yaml`: the folder is Pulumi.yaml's `stackConfigDir`, and a slash in a stack's name becomes a hyphen. */
function stackFileName(root: string, stack: string): string {
  const project = textOf(path.join(root, "Pulumi.yaml"));
  const folder: unknown = parseDocument(project ?? "", { logLevel: "silent" }).get("stackConfigDir");
  return path.posix.join(typeof folder === "string" ? folder : "", `Pulumi.${stack.replaceAll("/", "-")}.yaml`);
}

/** A file's text; nothing where there is no such file, as when configuration comes from somewhere else. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw new pulumi.RunError(`${path.basename(file)} cannot be read: ${error instanceof Error ? error.message : ""}`);
  }
}

/** Pulumi's runner hands these on in the environment; its SDK keeps the reader of them to itself. */
function secretKeys(): string[] {
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
}
