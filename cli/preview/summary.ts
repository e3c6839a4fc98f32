import { printable, type Colors } from "../terminal";
import { wrap } from "../wrap";
import { adviceSection, unknownSection, violationSection } from "./findings";
import { count, type Page } from "./page";
import type { PreviewReport } from "./report";
import { resourceTable, riskTable } from "./tables";

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
 */
export function summaryOf(report: PreviewReport, seconds: number, layout: Layout): string {
  const page = { width: Math.min(Math.max(layout.columns, 60), 100), colors: layout.colors };
  const heading = `Bulwark preview: stack ${report.stack}, environment ${report.environment ?? "not tagged"}`;
  const sections = [
    [page.colors.bold(printable(heading))],
    resourceTable(report, page),
    riskTable(report, page),
    ruleNotes(report, page),
    violationSection(report, page),
    unknownSection(report, page),
    adviceSection(report, page),
    notes(report, page),
    [`Plan written to ${report.plan} in ${seconds.toFixed(1)} s.`],
    verdict(report, page),
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

function notes({ closedConfigSecrets, remediations }: PreviewReport, { width }: Page): string[] {
  const keys = closedConfigSecrets.map((key) => printable(key)).join(", ");
  const remediated = new Set(remediations.map(({ urn }) => urn)).size;
  return [
    ...(closedConfigSecrets.length === 0
      ? []
      : wrap(
          `Secrets in the stack file are not decrypted in a preview: the program was given a placeholder for ${keys}.`,
          width,
        )),
    ...(remediated === 0
      ? []
      : wrap(
          `Rules changed the inputs of ${remediated} resources before they were judged; the plan holds what they wrote.`,
          width,
        )),
  ];
}

function verdict({ verdict, violations, unknowns, rules, resources }: PreviewReport, page: Page): string[] {
  const { width, colors } = page;
  const limits = "Only the planned configuration was judged: nothing was deployed, and nothing was run against Azure.";
  if (verdict === "passed") {
    const passed = rules.filter((rule) => rule.verdict === "passed").length;
    return [
      ...wrap(
        `Passed: ${count(passed, "mandatory rule")} met by ${count(resources.total, "planned resource")}, none violated.`,
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
