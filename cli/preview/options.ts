import { readFileSync } from "node:fs";
import path from "node:path";
import { MistakeError } from "../mistake";

/** Outputs of other stacks, by the name that a `StackReference` asks for. */
export type StackOutputs = Readonly<Record<string, Record<string, unknown>>>;

/**
 * Pulumi's own rule for stack names, and no leading dot or hyphen: the name becomes a file's and a folder's, and `build/.js`
 * is taken. Source: pulumi/pulumi, `tokens.ParseStackName`.
 */
const stackName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/u;

/** @returns why the name cannot be a stack's, or undefined */
export function refuseStackName(name: string): string | undefined {
  return stackName.test(name)
    ? undefined
    : "A stack's name has 1 to 100 letters, digits, hyphens, underscores and periods, and starts with a letter, a digit or " +
        "an underscore: `dev` for stacks/Pulumi.dev.yaml, for example.";
}

/**
 * Reads `NAME=FILE` pairs.
 *
 * @param folder what relative files are relative to
 * @throws MistakeError naming every pair that is wrong
 */
export function readStackOutputs(pairs: readonly string[], folder: string): StackOutputs {
  const outputs = new Map<string, Record<string, unknown>>();
  const mistakes: string[] = [];
  for (const pair of pairs) {
    const [name, file] = split(pair);
    const found = name === "" || file === "" ? "it is not NAME=FILE" : readObject(path.resolve(folder, file));
    if (outputs.has(name)) {
      mistakes.push(`--stack-outputs ${pair}: outputs of ${name} are given twice`);
    } else if (typeof found === "string") {
      mistakes.push(`--stack-outputs ${pair}: ${found}`);
    } else {
      outputs.set(name, found);
    }
  }
  if (mistakes.length > 0) {
    throw new MistakeError(
      "usage",
      "Outputs of other stacks are given as NAME=FILE, where FILE holds what `pulumi stack output --json` prints.",
      mistakes,
    );
  }
  return Object.fromEntries(outputs);
}

function split(pair: string): [name: string, file: string] {
  const at = pair.indexOf("=");
  return at === -1 ? ["", ""] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** @returns the object in the file, or what is wrong with it */
function readObject(file: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...value }
      : "the file does not hold a JSON object";
  } catch (error) {
    return error instanceof SyntaxError
      ? `the file is not JSON (${error.message})`
      : `the file cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}
