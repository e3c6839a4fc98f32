import type { LockException, LockVersion } from "./format";

import { canonicalProblems, pinOf } from "./canonical";
import type { ServerSurface } from "./make";
import { leftOut, scan, subjectsOf, type Finding, type OtherTool } from "./scan";
import type { JsonObject } from "./json";

/** What came of holding a surface to the scan and its exceptions. */
export interface Judged {
  /** The surface without what exceptions leave out. */
  readonly surface: ServerSurface;
  /** Findings that nobody accepted: with one there is no lock. */
  readonly refused: readonly Finding[];
  /** Exceptions that something was found for. */
  readonly exceptions: readonly LockException[];
  /** Exceptions that were asked for and name nothing that was found. */
  readonly unused: readonly LockException[];
}

/**
 * Scans a surface, and sets aside what exceptions name.
 *
 * @param asked exceptions of this approval
 * @param current the lock's state: its exceptions go on for what has not changed since, and only for that
 * @param others tools of the other servers
 */
export async function judge(
  surface: ServerSurface,
  asked: readonly LockException[],
  current: LockVersion | undefined,
  others: readonly OtherTool[],
): Promise<Judged> {
  const all = [...asked, ...stillTrue(surface, current).filter((old) => !asked.some((one) => isSame(one, old)))];
  const out = new Set(all.filter(({ finding }) => finding === leftOut).map(({ where }) => where));
  const subjects = subjectsOf(surface);
  const names = new Set(subjects.map(({ where }) => where));
  const dropped = new Set(subjects.filter(({ where }) => out.has(where)).map(({ definition }) => definition));
  const kept = (definitions: readonly JsonObject[]) => definitions.filter((definition) => !dropped.has(definition));
  const rest: ServerSurface = {
    ...surface,
    tools: kept(surface.tools),
    prompts: kept(surface.prompts),
    resourceTemplates: kept(surface.resourceTemplates),
  };
  const findings = await scan(rest, others);
  const isUsed = (exception: LockException) =>
    exception.finding === leftOut
      ? names.has(exception.where)
      : findings.some((finding) => finding.acceptable && isSame(exception, finding));
  return {
    surface: rest,
    refused: findings.filter((finding) => !finding.acceptable || !all.some((exception) => isSame(exception, finding))),
    exceptions: all.filter(isUsed),
    unused: asked.filter((exception) => !isUsed(exception)),
  };
}

/** An exception was made for one text: where that changed, a person must look again. */
function stillTrue(surface: ServerSurface, current: LockVersion | undefined): LockException[] {
  if (current === undefined) {
    return [];
  }
  const pins = new Set([...current.tools, ...current.prompts, ...current.resourceTemplates].map((entry) => entry.pin));
  const unchanged = subjectsOf(surface)
    .filter(({ definition }) => canonicalProblems(definition).length === 0 && pins.has(pinOf(definition)))
    .map(({ where }) => where);
  if (surface.instructions !== null && surface.instructions === current.instructions?.text) {
    unchanged.push("instructions");
  }
  return current.scan.exceptions.filter(
    ({ where, finding }) =>
      finding === leftOut || unchanged.some((subject) => where === subject || where.startsWith(`${subject}: `)),
  );
}

function isSame(a: { where: string; finding: string }, b: { where: string; finding: string }): boolean {
  return a.where === b.where && a.finding === b.finding;
}
