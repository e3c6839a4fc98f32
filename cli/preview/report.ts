import type { Plan } from "../../plan/format";
import type { PreviewResult } from "../../simulator/engine";
import { countByLayer, type LayerCount } from "./layers";
import { countByRisk, type RiskCount } from "./risks";
import { judge, type Finding, type JudgedRule } from "./rules";

/** A value that is known only after deployment, where none may be. */
export interface RefusedUnknown {
  readonly urn: string;
  /** Where it stands in the resource's inputs, for example `properties.accessPolicies[0].objectId`. */
  readonly path: string;
  readonly reason: string;
}

/** The unknown values of a plan, held against the table of permitted ones (decision 15). */
export interface UnknownsVerdict {
  readonly total: number;
  readonly permitted: number;
  readonly refused: readonly RefusedUnknown[];
}

/** Something that the program or the policy pack logged. */
export interface LoggedDiagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly urn: string | null;
}

/**
 * The result of a preview, as `--json` prints it (schema: preview.schema.json) and as the summary shows it. It depends on the
 * plan and the pack only: two previews of the same settings give the same document, so no time stands in it.
 */
export interface PreviewReport {
  readonly stack: string;
  /** From the tag `environment`; null where nothing carries it. */
  readonly environment: string | null;
  readonly verdict: "passed" | "failed";
  /** Path of the plan from the project's root, with forward slashes. */
  readonly plan: string;
  readonly resources: { readonly total: number; readonly layers: readonly LayerCount[] };
  readonly unknowns: UnknownsVerdict;
  readonly risks: readonly RiskCount[];
  readonly rules: readonly JudgedRule[];
  readonly violations: readonly Finding[];
  readonly advisories: readonly Finding[];
  /** Resources whose inputs a rule of level `remediate` changed before they were judged and planned. */
  readonly remediations: readonly { readonly rule: string; readonly urn: string }[];
  /** Configuration keys whose secret could not be decrypted here: the program was given a placeholder. */
  readonly closedConfigSecrets: readonly string[];
  readonly diagnostics: readonly LoggedDiagnostic[];
}

/** What a report is made from. */
export interface Previewed {
  readonly stack: string;
  /** Path of the plan from the project's root, with forward slashes. */
  readonly plan: string;
  readonly result: Omit<PreviewResult, "stackOutputs">;
  readonly unknowns: UnknownsVerdict;
}

/** Makes the report: what is planned, how it was judged, and whether that is enough. */
export function reportOf({ stack, plan, result, unknowns }: Previewed): PreviewReport {
  const judgement = judge(result);
  const layers = countByLayer(result.plan.deployment.resources);
  return {
    stack,
    environment: environmentOf(result.plan),
    verdict: judgement.violations.length === 0 && unknowns.refused.length === 0 ? "passed" : "failed",
    plan,
    resources: { total: layers.reduce((sum, { resources }) => sum + resources, 0), layers },
    unknowns,
    risks: countByRisk(judgement.rules),
    ...judgement,
    remediations: sorted(result.remediations.map(({ policy, urn }) => ({ rule: policy, urn }))),
    closedConfigSecrets: [...result.closedConfigSecrets].sort(),
    diagnostics: sorted(
      result.diagnostics.flatMap(({ severity, message, urn }) =>
        severity === "debug" ? [] : [{ severity, message, urn: urn ?? null }],
      ),
    ),
  };
}

/** Every resource that can be tagged carries the same `environment` (decision 18), so the first one tells. */
function environmentOf(plan: Plan): string | null {
  for (const { inputs } of plan.deployment.resources) {
    const tags: unknown = inputs?.tags;
    if (typeof tags === "object" && tags !== null && "environment" in tags && typeof tags.environment === "string") {
      return tags.environment;
    }
  }
  return null;
}

/** The program and the pack work concurrently, so what they report arrives in no fixed order. */
function sorted<T>(entries: readonly T[]): T[] {
  return [...entries].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
