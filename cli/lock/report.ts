import { visible, type Change, type Finding, type Json, type LockException } from "../../locks";
import { count, type Page } from "../preview/page";
import { wrap } from "../wrap";

/** What came of `bulwark lock`, as `--json` prints it (schema: lock.schema.json). */
export interface LockReport {
  readonly server: string;
  /** The lock's path: from the project's root with forward slashes, or as the call names it. */
  readonly lock: string;
  /** `refused`: something was found. `differs`: told by `--check`; nothing is written in either case. */
  readonly outcome: "made" | "updated" | "rolled-back" | "unchanged" | "differs" | "refused";
  /** The version that the file holds now; null where there is no file. */
  readonly version: number | null;
  /** What was found and nobody accepted. */
  readonly findings: readonly Finding[];
  /** What was found and a person accepted. */
  readonly exceptions: readonly LockException[];
  /** Exceptions asked for that name nothing that was found, or what none can be made for. */
  readonly unused: readonly LockException[];
  /** How the server differs from the lock before. */
  readonly difference: readonly Change[];
}

/** Characters of a value that are shown; `--json` has all of it. */
const shown = 200;

const outcomes: Readonly<Record<LockReport["outcome"], string>> = {
  made: "A first lock is written.",
  updated: "The lock is updated.",
  "rolled-back": "An earlier version is current again.",
  unchanged: "Nothing has changed: the file is as it was.",
  differs: "The server differs from its lock.",
  refused: "Nothing is written: see what was found.",
};

/** The report for a person. */
export function linesOf(report: LockReport, page: Page): string {
  const { server, lock, outcome, version, findings, exceptions, unused, difference } = report;
  const { colors, width } = page;
  const good = outcome !== "differs" && outcome !== "refused";
  const lines = [
    ...findings.flatMap((finding) => findingLines(finding, page)),
    ...difference.flatMap((change) => changeLines(change, page)),
    ...(exceptions.length === 0 ? [] : [colors.yellow(`${count(exceptions.length, "finding")} accepted:`)]),
    ...exceptions.flatMap(({ where, finding, because }) =>
      wrap(visible(`${where}: ${finding}, because: ${because}`), width, "  - "),
    ),
    ...unused.flatMap(({ where, finding }) => [
      colors.bold(colors.red(visible(where))),
      ...wrap(
        visible(`An exception for ${finding} names what was not found here, or cannot be accepted: take it out.`),
        width,
        "  ",
      ),
    ]),
    (good ? colors.green : colors.red)(outcomes[outcome]),
    ...wrap(`${server}: ${lock}${version === null ? "" : `, version ${version}`}`, width, "  "),
  ];
  return `${lines.join("\n")}\n`;
}

function findingLines({ where, finding, problem, remedy, acceptable }: Finding, { width, colors }: Page): string[] {
  const way = acceptable
    ? `, or accept "${finding}" at this place by an exception`
    : ", or leave it out by an exception";
  return [
    colors.bold(colors.red(visible(where))),
    ...wrap(visible(`${finding}: ${problem}.`), width, "  "),
    ...wrap(visible(`What to do: ${remedy}${way}.`), width, "  "),
  ];
}

function changeLines({ what, kind, members }: Change, { width, colors }: Page): string[] {
  const [sign, color] =
    kind === "added" ? ["+", colors.green] : kind === "removed" ? ["-", colors.red] : ["~", colors.yellow];
  return [
    color(visible(`${sign} ${what}`)),
    ...members.flatMap(({ path, before, after }) => [
      ...(path === "" ? [] : wrap(visible(path), width, "    ")),
      ...(before === undefined ? [] : wrap(valueOf(before), width, "    - ").map((line) => colors.red(line))),
      ...(after === undefined ? [] : wrap(valueOf(after), width, "    + ").map((line) => colors.green(line))),
    ]),
  ];
}

/** As JSON, so that spaces at the ends show; what hides is written out. */
function valueOf(value: Json): string {
  const text = visible(JSON.stringify(value));
  return text.length <= shown ? text : `${text.slice(0, shown)}... (${text.length} characters)`;
}
