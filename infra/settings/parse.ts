import type { z } from "zod";
import { build } from "./build";
import { CHECKS } from "./checks";
import { StackFiles, type ReadFile } from "./files";
import { NAMESPACE } from "./keys";
import { arranged, pathText, shown, type KeyPath, type Mistake } from "./mistakes";
import { nearestOrAll } from "./nearest";
import { knownKeys, stackSchema, type Draft } from "./schema";
import { readStackFile, type PlacedTrap, type StackFile } from "./stack-file";
import type { Settings } from "./types";
import { blank, readValues, remove, replace, standsAt, valueAt, type Values } from "./values";

/** What settings are read from. */
export interface SettingsInput {
  /** The Pulumi project's name. */
  readonly project: string;
  /** The stack's name. */
  readonly stack: string;
  /** The configuration as `pulumi.runtime.allConfig()` gives it: text by full key, lists and maps as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of which the runtime says that something in them is secret. Default none. */
  readonly secretKeys?: readonly string[];
  /** The stack file's content: gives mistakes their place, and shows what YAML has changed. Default unknown. */
  readonly file?: string;
  /** Reads what lies beside the stack file: locks and customers' policies. Default: there is nothing. */
  readonly readFile?: ReadFile;
}

/** The settings, or everything that is wrong with them, in the order of the file. */
export type SettingsResult = { readonly settings: Settings } | { readonly mistakes: readonly Mistake[] };

/** Settings from configuration: pure, and all mistakes at once. */
export function parseSettings(input: SettingsInput): SettingsResult {
  const file = input.file === undefined ? undefined : readStackFile(input.file, input.project);
  if (file?.readable === false) {
    return { mistakes: arranged(file.mistakes) };
  }
  const { values, mistakes } = readValues(input.config, input.project, input.secretKeys ?? [], file);
  const traps = file?.traps ?? [];
  traps.forEach(({ path, bare }) => {
    // What YAML made of it is no use to anybody: judged is what the person wrote, as if it stood in quotes.
    replace(values, path, bare);
  });
  const shape = stackSchema.safeParse(values);
  const issues = shape.success ? [] : shape.error.issues;
  const wrong = issues.flatMap((issue) => mistakesOf(issue, values));
  const files = new StackFiles(input.readFile ?? (() => undefined));
  const together = checked(withoutWrong(values, issues), files);
  const all = [...mistakes, ...wrong, ...together].map((mistake) => placed(mistake, file));
  const trapped = traps.map((trap) => trapMistake(trap, wrong));
  const told = arranged([...(file?.mistakes ?? []), ...trapped, ...all]);
  if (told.length > 0 || !shape.success) {
    return { mistakes: told };
  }
  return { settings: build(shape.data, input.project, input.stack, files) };
}

/** In quotes the text may be right, and that is the advice, or wrong as well, and that is told in its place. */
function trapMistake({ path, why, bare, advice, position }: PlacedTrap, wrong: readonly Mistake[]): Mistake {
  const same = wrong.find((mistake) => pathText(mistake.path) === pathText(path));
  const message = `${why}; ${same?.message ?? advice}`;
  const found = bare === "" ? {} : { found: shown(bare).slice(1, -1) };
  return { path, ...found, message, position, covers: path };
}

function mistakesOf(issue: z.core.$ZodIssue, values: Values): Mistake[] {
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path).filter((key) => issue.path.length > 0 || key.startsWith(`${NAMESPACE}:`));
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `unknown key; ${nearestOrAll(key, known, "known here")}`,
    }));
  }
  if (!standsAt(values, issue.path)) {
    return [{ path: issue.path, message: `missing; ${issue.message}` }];
  }
  return [{ path: issue.path, found: shown(valueAt(values, issue.path)), message: issue.message }];
}

/** What is wrong is told already; the checks see what is left, so that they can be told at the same time. */
function withoutWrong(values: Values, issues: readonly z.core.$ZodIssue[]): Draft {
  const left = structuredClone(values);
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") {
      issue.keys.forEach((key) => {
        remove(left, [...issue.path, key]);
      });
    } else {
      blank(left, issue.path);
    }
  }
  return left;
}

function checked(draft: Draft, files: StackFiles): Mistake[] {
  const mistakes: Mistake[] = [];
  const tell = (path: KeyPath, message: string): void => {
    const value = valueAt(draft, path);
    const scalar = standsAt(draft, path) && typeof value !== "object";
    mistakes.push(scalar ? { path, found: shown(value), message } : { path, message });
  };
  for (const check of CHECKS) {
    check(draft, tell, files);
  }
  return mistakes;
}

function placed(mistake: Mistake, file: StackFile | undefined): Mistake {
  const position = mistake.found === undefined ? file?.locateKey(mistake.path) : file?.locate(mistake.path);
  return position === undefined ? mistake : { ...mistake, position };
}
