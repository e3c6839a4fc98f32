/**
 * From steps to resources: what each URN would be after all that is announced for it.
 *
 * Source: pulumi/pulumi v3.248.0, pkg/resource/deploy/step.go (the operations), pkg/backend/display/json.go and display.go
 * (which steps are printed).
 */
import type { PreviewStep, StepState } from "./preview-document";

/** `makes`: its new state is the resource. `removes`: nothing is left of it. `refreshes`: what was found before planning. */
type Effect = "makes" | "removes" | "refreshes" | "nothing";

/** Every operation that a step may have. */
const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["create", "makes"],
  ["same", "makes"],
  ["update", "makes"],
  ["read", "makes"],
  ["read-replacement", "makes"],
  ["import", "makes"],
  ["import-replacement", "makes"],
  ["replace", "makes"],
  ["create-replacement", "makes"],
  ["delete", "removes"],
  ["discard", "removes"],
  ["refresh", "refreshes"],
  // The old one of a replacement goes; its new one has a step of its own.
  ["delete-replaced", "nothing"],
  ["discard-replaced", "nothing"],
  ["remove-pending-replace", "nothing"],
  ["diff", "nothing"],
]);

/** What is planned for one URN. */
export interface PlannedState {
  readonly op: string;
  readonly state: StepState;
}

/** The planned resources, and what is wrong with the steps. */
export interface PlannedStates {
  readonly planned: readonly PlannedState[];
  /** URNs that would be gone. */
  readonly removed: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/** Decides for each URN, in the order of their first steps. */
export function plannedStates(steps: readonly PreviewStep[]): PlannedStates {
  const byUrn = new Map<string, PreviewStep[]>();
  for (const step of steps) {
    const own = byUrn.get(step.urn);
    if (own === undefined) {
      byUrn.set(step.urn, [step]);
    } else {
      own.push(step);
    }
  }
  const isRefreshed = steps.some(({ op }) => EFFECTS.get(op) === "refreshes");
  const planned: PlannedState[] = [];
  const removed = new Set<string>();
  const problems: string[] = [];
  for (const [urn, own] of byUrn) {
    const unheardOf = own.filter(({ op }) => !EFFECTS.has(op));
    if (unheardOf.length > 0) {
      problems.push(
        `${urn} has the operation '${unheardOf.map(({ op }) => op).join("', '")}', which is not known here`,
      );
      continue;
    }
    const deciding = decidingSteps(own, isRefreshed);
    const [step] = deciding;
    if (step === undefined) {
      continue;
    }
    if (deciding.length > 1) {
      problems.push(`${urn} has ${deciding.length} steps (${deciding.map(({ op }) => op).join(", ")}), not one`);
    } else if (EFFECTS.get(step.op) === "removes") {
      removed.add(urn);
    } else if (step.newState === undefined) {
      problems.push(`${urn} has the operation '${step.op}' and no "newState"`);
    } else {
      planned.push({ op: step.op, state: step.newState });
    }
  }
  return { planned, removed, problems };
}

/** The steps of one URN that say what it will be: one, unless the document is wrong. */
function decidingSteps(steps: readonly PreviewStep[], isRefreshed: boolean): readonly PreviewStep[] {
  // A resource that was replaced earlier and not yet deleted is deleted now: its successor has the same URN.
  const relevant = steps.filter(
    ({ op, oldState }) => EFFECTS.get(op) !== "nothing" && !(op === "delete" && oldState?.delete === true),
  );
  // With --refresh, what was found comes first: `refresh`, or where it differs from the state `update` or `delete`.
  const [first, ...rest] = relevant;
  const afterRefresh =
    isRefreshed && first !== undefined && rest.length > 0 && ["refresh", "update", "delete"].includes(first.op)
      ? rest
      : relevant;
  // With --show-replacement-steps a replacement has two steps that say the same.
  return afterRefresh.some(({ op }) => op === "create-replacement")
    ? afterRefresh.filter(({ op }) => op !== "replace")
    : afterRefresh;
}
