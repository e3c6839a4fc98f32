import Table from "cli-table3";
import type { Page } from "./page";
import type { PreviewReport } from "./report";
import type { Wording } from "./wording";

/** Resources by layer, one row each. */
export function resourceTable({ resources }: PreviewReport, wording: Wording, page: Page): string[] {
  return table(
    [wording.resources === "planned" ? "Planned, by layer" : "Deployed, by layer", "resources"],
    [...resources.layers.map(({ layer, resources: own }) => [layer, `${own}`]), ["total", `${resources.total}`]],
    page,
  );
}

/** Verdicts of the mandatory rules by risk, one row each. */
export function riskTable({ risks }: PreviewReport, page: Page): string[] {
  const warn = (own: number): string => (own === 0 ? "0" : page.colors.red(`${own}`));
  const rows = risks.map(({ risk, title, passed, failed, unknown, notApplicable }) => [
    risk === "AZURE" ? title : `${risk} ${title}`,
    `${passed}`,
    warn(failed),
    warn(unknown),
    `${notApplicable}`,
  ]);
  const total = (verdict: "passed" | "failed" | "unknown" | "notApplicable"): string =>
    `${risks.reduce((sum, row) => sum + row[verdict], 0)}`;
  return table(
    ["Mandatory rules, by OWASP MCP risk", "passed", "failed", "unknown", "n/a"],
    [...rows, ["total", total("passed"), total("failed"), total("unknown"), total("notApplicable")]],
    page,
  );
}

const noLines = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ",
};

/** A table without lines: figures to the right, a bold heading. cli-table3's own colours are off: ours know NO_COLOR. */
export function table(head: readonly string[], rows: readonly string[][], { width, colors }: Page): string[] {
  const [first = "", ...figures] = head;
  const room = figures.reduce((left, text) => left - text.length - noLines.middle.length, width);
  const widest = Math.max(first.length, ...rows.map(([label = ""]) => label.length));
  const made = new Table({
    colWidths: [Math.min(widest, room)],
    wordWrap: true,
    chars: noLines,
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  made.push(
    head.map((text) => colors.bold(text)),
    ...rows,
  );
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
