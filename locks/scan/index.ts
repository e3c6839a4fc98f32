/** The scan: what a person would not see, or not expect, in what a server says of itself. */
import type { ServerSurface } from "../make";
import { hiddenCharacters } from "./characters";
import type { Finding } from "./finding";
import { mentions, nameFindings, type OtherTool } from "./names";
import { comments, instructions } from "./phrases";
import { remoteReferences, slowPatterns, uncheckable } from "./schemas";
import { notCanonical, tooLarge } from "./size";
import { subjectsOf, textsOf } from "./subjects";

export { findingCodes, leftOut, type Finding, type FindingCode } from "./finding";
export type { OtherTool } from "./names";
export { subjectsOf, type Subject, type SubjectKind } from "./subjects";

/**
 * Looks through a surface. Every finding, not the first.
 *
 * @param others tools of the other servers of the same stacks
 */
export async function scan(
  surface: Omit<ServerSurface, "protocol">,
  others: readonly OtherTool[] = [],
): Promise<Finding[]> {
  const subjects = subjectsOf(surface);
  const texts = [
    ...(surface.instructions === null ? [] : textsOf(surface.instructions, "instructions")),
    ...subjects.flatMap(({ definition, where }) => textsOf(definition, where)),
  ];
  const slow: Finding[] = [];
  for (const subject of subjects) {
    slow.push(...(await slowPatterns(subject)));
  }
  const findings = [
    ...nameFindings(subjects, others),
    ...texts.flatMap((text) => [
      ...hiddenCharacters(text),
      ...comments(text),
      ...instructions(text),
      ...mentions(text, others),
    ]),
    ...subjects.flatMap((subject) => [...remoteReferences(subject), ...uncheckable(subject), ...notCanonical(subject)]),
    ...slow,
    ...tooLarge(surface, subjects),
  ];
  const places = new Map(
    findings.map((finding) => [`${finding.finding} ${finding.where} ${finding.problem}`, finding]),
  );
  return [...places.values()];
}
