/** Steps from a stack file's `config` to a value: the full configuration key first, then keys and list positions. */
export type KeyPath = readonly PropertyKey[];

/** A place in the stack file; lines and columns are counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong in the settings. */
export interface Mistake {
  /** Where, by keys; empty when the file as a whole is meant. */
  readonly path: KeyPath;
  /** What stands there, as {@link shown} writes it; absent when nothing does, or when it must not be repeated. */
  readonly found?: string;
  /** What is wrong or allowed, and what to write instead. */
  readonly message: string;
  /** Where in the file, when the file has the place. */
  readonly position?: Position;
  /** Everything at or below this path follows from this mistake and is not told as well. */
  readonly covers?: KeyPath;
}

const LONGEST_SHOWN = 60;

/** Characters that a terminal obeys or hides: control, format (bidirectional, zero width), private, line separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A value as a mistake repeats it: quoted, shortened to 60 characters, and without a character that could move the
 * cursor or hide text.
 */
export function shown(value: unknown): string {
  if (value === null) {
    return "nothing (null)";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : `a list of ${String(value.length)}`;
  }
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return `the number ${String(value)}`;
    case "boolean":
      return `the boolean ${String(value)}`;
    default:
      return "a map";
  }
}

function quoted(text: string): string {
  const short = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return JSON.stringify(short).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * A path as a person writes it, and as `pulumi config set --path` takes it.
 *
 * @example pathText(["bulwark:servers", 1, "scopes", 0, "name"]) // bulwark:servers[1].scopes[0].name
 */
export function pathText(path: KeyPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") {
        return `[${String(step)}]`;
      }
      const key = String(step);
      if (!/^[A-Za-z_][\w:-]*$/.test(key)) {
        return index === 0 ? quoted(key) : `[${quoted(key)}]`;
      }
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/**
 * One mistake as one line: `stacks/Pulumi.dev.yaml:31:17 bulwark:servers[0].owner: found "x"; ...`.
 *
 * @param file the stack file's name as a person knows it; left out where the mistake has no place in it
 */
export function mistakeText(mistake: Mistake, file?: string): string {
  const { position, found, message } = mistake;
  const place =
    file !== undefined && position !== undefined ? `${file}:${String(position.line)}:${String(position.column)} ` : "";
  const path = mistake.path.length > 0 ? `${pathText(mistake.path)}: ` : "";
  const what = found === undefined ? "" : `found ${found}; `;
  return `${place}${path}${what}${message}`;
}

/**
 * The whole report: how many mistakes in which file, then one line each.
 *
 * @param mistakes at least one, in the order in which they are told
 * @param file the stack file's name as a person knows it
 */
export function report(mistakes: readonly Mistake[], file: string): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${String(mistakes.length)} mistakes`;
  return [`${count} in the settings of ${file}:`, ...mistakes.map((mistake) => `  ${mistakeText(mistake, file)}`)].join(
    "\n",
  );
}

/**
 * The mistakes in the order of the file, each told once, without those that only follow from another.
 * Those with no place in the file come first, in the order in which they were found.
 */
export function arranged(mistakes: readonly Mistake[]): Mistake[] {
  const told = new Set<string>();
  return mistakes
    .filter((mistake) => !mistakes.some((other) => other !== mistake && follows(mistake, other)))
    .filter((mistake) => {
      const line = mistakeText(mistake);
      return !told.has(line) && told.add(line);
    })
    .sort((left, right) => order(left.position, right.position));
}

function follows(mistake: Mistake, from: Mistake): boolean {
  const covers = from.covers;
  return mistake.covers === undefined && covers !== undefined && startsWith(mistake.path, covers);
}

function startsWith(path: KeyPath, start: KeyPath): boolean {
  return start.length <= path.length && start.every((step, index) => step === path[index]);
}

function order(left: Position | undefined, right: Position | undefined): number {
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
}
