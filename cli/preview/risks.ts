import { RISKS } from "../../policies/framework/risks";
import type { JudgedRule } from "./rules";

/** The mandatory rules against one risk, counted by verdict. */
export interface RiskCount {
  /** `MCP01` to `MCP10`, or `AZURE`. */
  readonly risk: string;
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  /** Could not be known before deployment; fails the preview just as `failed` does. */
  readonly unknown: number;
  /** Rules that found nothing to judge in this stack, and said so. */
  readonly notApplicable: number;
}

const titles: readonly (readonly [risk: string, title: string])[] = [
  ...Object.entries(RISKS).map(([risk, title]) => [risk.toUpperCase(), title] as const),
  ["AZURE", "Azure hygiene"],
];

/** The risk that a rule's name starts with (`mcp07-...`), or `AZURE` for hygiene that serves no single one. */
export function riskOf(rule: string): string {
  return (
    Object.keys(RISKS)
      .find((risk) => rule.startsWith(`${risk}-`))
      ?.toUpperCase() ?? "AZURE"
  );
}

/** A row for each risk, those without a rule too: that nothing failed there means nothing. */
export function countByRisk(rules: readonly JudgedRule[]): RiskCount[] {
  return titles.map(([risk, title]) => {
    const own = rules.filter((rule) => rule.risk === risk);
    const count = (verdict: JudgedRule["verdict"]): number => own.filter((rule) => rule.verdict === verdict).length;
    return {
      risk,
      title,
      passed: count("passed"),
      failed: count("failed"),
      unknown: count("unknown"),
      notApplicable: count("notApplicable"),
    };
  });
}
