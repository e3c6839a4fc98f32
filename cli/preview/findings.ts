import { parseUrn } from "../../simulator/engine/urn";
import { printable } from "../terminal";
import { wrap } from "../wrap";
import { count, type Page } from "./page";
import type { PreviewReport } from "./report";
import type { Finding } from "./rules";
import type { Wording } from "./wording";

/** Findings shown for one rule, and unknowns shown in all; what is more is counted. `--json` has every one. */
const shown = 10;

/** What fails the preview, by rule, with resource, reason and remedy. */
export function violationSection({ violations }: PreviewReport, page: Page): string[] {
  return section("Violations", violations, page.colors.red, page);
}

/** What advisory rules found. */
export function adviceSection({ advisories }: PreviewReport, page: Page): string[] {
  return section("Advice (fails nothing)", advisories, page.colors.yellow, page);
}

/** How many values are known only after deployment, and those that stand where none may. */
export function unknownSection(
  { unknowns }: PreviewReport,
  { nothingUnknown }: Wording,
  { width, colors }: Page,
): string[] {
  const { total, refused } = unknowns;
  if (refused.length === 0) {
    return wrap(
      total === 0
        ? nothingUnknown
        : `Known only after deployment: ${count(total, "value")}, all at places where that is permitted.`,
      width,
    );
  }
  const heading = `Unknown where none may be: ${refused.length} of ${count(total, "unknown value")}`;
  return [
    colors.bold(colors.red(heading)),
    ...refused
      .slice(0, shown)
      .flatMap(({ urn, path, reason }) => [
        ...wrap(printable(`${parseUrn(urn).name}: ${path}`), width, "  - "),
        ...wrap(printable(reason), width, "    "),
      ]),
    ...more(refused.length, "  "),
  ];
}

function section(heading: string, findings: readonly Finding[], color: (text: string) => string, page: Page): string[] {
  if (findings.length === 0) {
    return [];
  }
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.pack, finding.rule]);
    byRule.set(key, [...(byRule.get(key) ?? []), finding]);
  }
  return [
    page.colors.bold(color(`${heading}: ${count(findings.length, "finding")} by ${count(byRule.size, "rule")}`)),
    ...[...byRule.values()].flatMap((own) => ["", ...rule(own, page)]),
  ];
}

/** One rule: what it wants stands once, however many resources miss it. */
function rule(findings: readonly Finding[], { width, colors }: Page): string[] {
  const lines: string[] = [];
  for (const [index, { rule: name, title, severity, resource, reason }] of findings.slice(0, shown).entries()) {
    if (index === 0) {
      lines.push(colors.bold(name) + (severity === "" ? "" : ` (${severity})`));
      lines.push(...(title === name ? [] : wrap(printable(title), width, "  ")));
    }
    const where = resource === null ? "the stack as a whole" : `${resource.name}, ${resource.type}`;
    lines.push(...wrap(printable(where), width, "  - "), ...wrap(printable(reason), width, "    "));
  }
  const remedy = findings[0]?.remedy ?? null;
  return [
    ...lines,
    ...more(findings.length, "  "),
    ...(remedy === null ? [] : wrap(printable(remedy), width, "  Remedy: ")),
  ];
}

function more(total: number, indent: string): string[] {
  return total > shown ? [`${indent}and ${total - shown} more: --json lists them all`] : [];
}
