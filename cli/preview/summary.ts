import { printable, type Colors } from "../terminal";
import { wrap } from "../wrap";
import { adviceSection, unknownSection, violationSection } from "./findings";
import { count, type Page } from "./page";
import type { PreviewReport } from "./report";
import { resourceTable, riskTable } from "./tables";
import { previewWording, type Wording } from "./wording";

/** How the summary is laid out. */
export interface Layout {
  /** Characters in a line. Below 60 nothing readable fits, above 100 lines are hard to follow: it is kept between. */
  readonly columns: number;
  readonly colors: Colors;
}

/**
 * The summary that a person reads.
 *
 * @param seconds how long the preview took; the only figure that differs from run to run
 * @param wording what is said of what was judged; default: that of a preview
 */
export function summaryOf(
  report: PreviewReport,
  seconds: number,
  layout: Layout,
  wording: Wording = previewWording(report),
): string {
  const page = { width: Math.min(Math.max(layout.columns, 60), 100), colors: layout.colors };
  const heading = `${wording.command}: stack ${report.stack}, environment ${report.environment ?? "not tagged"}`;
  const sections = [
    [page.colors.bold(printable(heading))],
    resourceTable(report, wording, page),
    riskTable(report, page),
    ruleNotes(report, page),
    violationSection(report, page),
    unknownSection(report, wording, page),
    adviceSection(report, page),
    notes(report, wording, page),
    [wording.done(seconds)],
    verdict(report, wording, page),
  ];
  const paragraphs = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${paragraphs.join("\n\n")}\n`;
}

/** What the figures of the table do not say: no violation where nothing judges is no news. */
function ruleNotes({ risks, rules }: PreviewReport, { width }: Page): string[] {
  const unjudged = risks.filter(({ risk }) => risk !== "AZURE" && !rules.some((rule) => rule.risk === risk));
  const disabled = rules.filter(({ verdict }) => verdict === "disabled");
  return [
    ...(unjudged.length === 0
      ? []
      : wrap(`No mandatory rule judges ${unjudged.map(({ risk }) => risk).join(", ")}.`, width)),
    ...(disabled.length === 0 ? [] : wrap(`Disabled: ${disabled.map(({ rule }) => rule).join(", ")}.`, width)),
  ];
}

function notes({ closedConfigSecrets, remediations }: PreviewReport, wording: Wording, { width }: Page): string[] {
  const keys = closedConfigSecrets.map((key) => printable(key)).join(", ");
  const remediated = new Set(remediations.map(({ urn }) => urn)).size;
  return [
    ...(closedConfigSecrets.length === 0
      ? []
      : wrap(
          `Secrets in the stack file are not decrypted in a preview: the program was given a placeholder for ${keys}.`,
          width,
        )),
    ...(remediated === 0 ? [] : wrap(wording.remediated(remediated), width)),
    ...wording.notes.flatMap((note) => wrap(printable(note), width)),
  ];
}

function verdict(
  { verdict, violations, unknowns, rules, resources }: PreviewReport,
  wording: Wording,
  page: Page,
): string[] {
  const { width, colors } = page;
  const { limits } = wording;
  if (verdict === "passed") {
    const passed = rules.filter((rule) => rule.verdict === "passed").length;
    return [
      ...wrap(
        `Passed: ${count(passed, "mandatory rule")} met by ${count(resources.total, `${wording.resources} resource`)}, none violated.`,
        width,
      ).map(colors.green),
      ...wrap(limits, width),
    ];
  }
  const broken = new Set(violations.map(({ pack, rule }) => JSON.stringify([pack, rule]))).size;
  const reasons = [
    ...(broken === 0 ? [] : [`${count(broken, "mandatory rule")} not met`]),
    ...(unknowns.refused.length === 0 ? [] : [`${count(unknowns.refused.length, "value")} unknown where none may be`]),
  ];
  return [...wrap(`Failed: ${reasons.join(", ")}.`, width).map(colors.red), ...wrap(limits, width)];
}
