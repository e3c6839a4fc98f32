import type { Breach } from "../../attacks/attack";
import { table } from "../preview/tables";
import { printable, type Output } from "../terminal";
import type { AttackReport } from "./report";

/** Failures that are shown whole; the rest is counted. `--json` has all. */
const SHOWN = 20;

/** What a person reads: by risk what was tried and stopped, then everything that got through. */
export function summary(report: AttackReport, { columns, colors }: Output): string {
  const width = Math.min(columns, 100);
  const warn = (count: number): string => (count === 0 ? "0" : colors.red(String(count)));
  const rows = report.risks.map(({ risk, title, attacks, tried, stopped, through }) => [
    `${risk} ${title}`,
    String(attacks),
    String(tried),
    String(stopped),
    warn(through),
  ]);
  const total = [
    "total",
    String(report.attacks.length),
    String(report.tried),
    String(report.stopped),
    warn(report.through),
  ];
  const { sent, served } = report.benign;
  const failures = [
    ...report.attacks.flatMap(({ id, controls, through }) =>
      through.map(({ attempt, breaches }) => ({
        title: `${id} (${controls.join(", ")}): ${attempt}`,
        breaches,
      })),
    ),
    ...report.refused.map(({ name, breaches }) => ({ title: `a benign request was refused: ${name}`, breaches })),
  ];
  const lines = [
    ...table(["Attacks, by OWASP MCP risk", "attacks", "tried", "stopped", "through"], [...rows, total], {
      width,
      colors,
    }),
    "",
    ...(sent === 0 ? [] : [`Benign requests: ${served} of ${sent} served.`]),
    ...failures
      .slice(0, SHOWN)
      .flatMap(({ title, breaches }) => ["", colors.red(printable(title)), ...breaches.map(shown)]),
    ...(failures.length > SHOWN ? ["", `... and ${failures.length - SHOWN} more: --json shows all.`] : []),
    "",
    report.passed ? colors.green("Held: nothing got through.") : colors.red("NOT HELD."),
    "The gateway of the plan was simulated: nothing was deployed, and nothing was run against Azure.",
  ];
  return `${lines.join("\n")}\n`;
}

function shown({ what, expected, seen }: Breach): string {
  return printable(`  ${what}: expected ${expected}, saw ${seen}`);
}
