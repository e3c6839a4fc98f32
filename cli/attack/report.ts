import type { Breach, Risk } from "../../attacks/attack";
import type { CatalogueResult } from "../../attacks/run";
import { RISKS } from "../../policies/framework/risks";

/** What `--json` prints. Schema: cli/attack/report.schema.json. */
export interface AttackReport {
  readonly version: 1;
  /** Null where a plan was given. */
  readonly stack: string | null;
  readonly passed: boolean;
  /** Attempts. */
  readonly tried: number;
  readonly stopped: number;
  readonly through: number;
  readonly benign: { readonly sent: number; readonly served: number };
  readonly risks: readonly RiskRow[];
  readonly attacks: readonly AttackRow[];
  readonly refused: readonly { readonly name: string; readonly breaches: readonly Breach[] }[];
}

export interface RiskRow {
  readonly risk: Risk;
  readonly title: string;
  readonly attacks: number;
  readonly tried: number;
  readonly stopped: number;
  readonly through: number;
}

export interface AttackRow {
  readonly id: string;
  readonly risk: Risk;
  readonly controls: readonly string[];
  readonly title: string;
  readonly tried: number;
  readonly stopped: number;
  /** Attempts that got through. */
  readonly through: readonly { readonly attempt: string; readonly breaches: readonly Breach[] }[];
}

/** @param call `whole`: benign requests were sent too, and must have been */
export function reportOf(
  result: CatalogueResult,
  call: { readonly stack: string | undefined; readonly whole: boolean },
): AttackReport {
  const attacks = result.attacks.map(({ id, risk, controls, title, attempts }): AttackRow => {
    const through = attempts.filter(({ stopped }) => !stopped);
    return {
      id,
      risk,
      controls,
      title,
      tried: attempts.length,
      stopped: attempts.length - through.length,
      through: through.map(({ attempt, breaches }) => ({ attempt, breaches })),
    };
  });
  const sum = (rows: readonly AttackRow[], of: (row: AttackRow) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const risks = [...new Set(attacks.map(({ risk }) => risk))].sort().map((risk): RiskRow => {
    const own = attacks.filter((row) => row.risk === risk);
    const tried = sum(own, (row) => row.tried);
    const stopped = sum(own, (row) => row.stopped);
    return { risk, title: RISKS[keyOf(risk)], attacks: own.length, tried, stopped, through: tried - stopped };
  });
  const tried = sum(attacks, (row) => row.tried);
  const stopped = sum(attacks, (row) => row.stopped);
  const refused = result.benign.filter(({ served }) => !served);
  const benign = { sent: result.benign.length, served: result.benign.length - refused.length };
  return {
    version: 1,
    stack: call.stack ?? null,
    passed: tried > 0 && stopped === tried && refused.length === 0 && (!call.whole || benign.sent > 0),
    tried,
    stopped,
    through: tried - stopped,
    benign,
    risks,
    attacks,
    refused: refused.map(({ name, breaches }) => ({ name, breaches })),
  };
}

function keyOf(risk: Risk): Lowercase<Risk> {
  return risk.toLowerCase() as Lowercase<Risk>;
}
