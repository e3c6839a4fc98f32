/**
 * Is a preview whole? What failed half way, or was printed without its unchanged resources, would be judged as if the
 * rest were not there.
 */
import { stripVTControlCharacters } from "node:util";
import type { PreviewDocument } from "./preview-document";
import type { PlannedStates } from "./preview-steps";
import { isDefaultProvider, providerUrn } from "./provider-reference";

/**
 * What the engine says last where something failed; alone it means that a mandatory policy is violated, which is found
 * after all is planned. Source: pulumi/pulumi, pkg/resource/deploy/deployment_executor.go (`reportExecResult`).
 */
const OUTCOME = /^(?:error: )?preview failed$/;

/** Operations that `changeSummary` counts and that leave a resource. */
const COUNTED = ["create", "update", "replace", "import"];

/** Most URNs that one message names. */
const SHOWN = 5;

const WITH_SAMES =
  "Run `pulumi preview --json --show-sames`, without --target, --exclude and --target-dependents, and give what it prints";

/** Everything that says that the preview is not whole; nothing for a whole one. */
export function missingParts(document: PreviewDocument, states: PlannedStates): readonly string[] {
  const errors = document.diagnostics.filter(
    ({ severity, message }) => severity === "error" && !OUTCOME.test(message.trim()),
  );
  if (errors.length > 0) {
    // What is missing besides is missing because of them.
    const problems = errors.map(({ message }) => `the preview failed half way: ${withoutFrames(message)}`);
    return [...new Set(problems), "Mend that, then run `pulumi preview --json --show-sames` again"];
  }
  if (document.changeSummary === undefined) {
    return ['it has no "changeSummary": the preview was interrupted. Run `pulumi preview --json --show-sames` again'];
  }
  if (isOfRefresh(document)) {
    return ["it is the preview of a `pulumi refresh`, which runs no program. Run `pulumi preview --json --show-sames`"];
  }
  const unshown = unshownSames(document, document.changeSummary);
  if (unshown !== undefined) {
    return [unshown];
  }
  return [...uncounted(document, document.changeSummary), ...withoutStack(states), ...dangling(document, states)];
}

/** What went wrong, without where in the code: the person who ran the preview has seen that. */
function withoutFrames(message: string): string {
  const lines = stripVTControlCharacters(message)
    .replace(/^error: /, "")
    .split("\n")
    .filter((line) => !/^\s*at /.test(line));
  return lines.join("\n").trim();
}

function isOfRefresh({ steps }: PreviewDocument): boolean {
  return steps.length > 0 && steps.every(({ op }) => op === "refresh");
}

function timesOf({ steps }: PreviewDocument, op: string): number {
  return new Set(steps.filter((step) => step.op === op).map(({ urn }) => urn)).size;
}

function unshownSames(document: PreviewDocument, summary: Readonly<Record<string, number>>): string | undefined {
  const [counted, shown] = [summary.same ?? 0, timesOf(document, "same")];
  return counted > shown
    ? `it shows ${shown} of ${counted} unchanged resources: it was printed without --show-sames. ${WITH_SAMES}`
    : undefined;
}

function uncounted(document: PreviewDocument, summary: Readonly<Record<string, number>>): readonly string[] {
  return COUNTED.flatMap((op) => {
    const [counted, shown] = [summary[op] ?? 0, timesOf(document, op)];
    return counted > shown ? [`"changeSummary" counts ${counted} times '${op}', but ${shown} steps do that`] : [];
  });
}

function withoutStack({ planned }: PlannedStates): readonly string[] {
  return planned.some(({ state }) => state.type === "pulumi:pulumi:Stack")
    ? []
    : ["it plans no pulumi:pulumi:Stack: is it the preview of a `pulumi destroy`, or of a program that never ran?"];
}

/** URNs that planned resources refer to and that no step leaves there. */
function dangling({ steps }: PreviewDocument, { planned, removed }: PlannedStates): readonly string[] {
  const known = new Set(steps.map(({ urn }) => urn).filter((urn) => !removed.has(urn)));
  const missing = new Set<string>();
  for (const { state } of planned) {
    const { parent = "", provider = "", deletedWith = "", dependencies = [], propertyDependencies = {} } = state;
    const named = [parent, providerUrn(provider), deletedWith, ...dependencies];
    for (const urn of [...named, ...Object.values(propertyDependencies).flat()]) {
      if (urn !== "" && !known.has(urn) && !isDefaultProvider(urn)) {
        missing.add(urn);
      }
    }
  }
  const urns = [...missing].sort();
  if (urns.length === 0) {
    return [];
  }
  const names = urns.slice(0, SHOWN).map((urn) => (removed.has(urn) ? `${urn} (which would be deleted)` : urn));
  const more = urns.length > SHOWN ? ` and ${urns.length - SHOWN} more` : "";
  return [`its resources refer to what no step plans: ${names.join(", ")}${more}. ${WITH_SAMES}`];
}
