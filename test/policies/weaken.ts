/** Takes controls out of a planned stack, or makes what they need unknown. */
import { UNKNOWN, type PlanResource } from "../../plan/format";
import { normalizeType } from "../../plan/type-token";
import { withInput } from "./resources";
import type { Weakening } from "./weakenings";

/** What the weakening does, for people. */
export function described(weakening: Weakening): string {
  switch (weakening.kind) {
    case "input":
      return `${shortType(weakening.type)} ${weakening.path} = ${weakening.weak === undefined ? "left out" : JSON.stringify(weakening.weak)}`;
    case "removal":
      return `no ${shortType(weakening.type)}`;
    case "document":
      return `${shortType(weakening.type)} without ${String(weakening.from)}`;
    case "addition":
      return `a weak ${shortType(weakening.weak.type)}`;
    case "protection":
      return `${shortType(weakening.type)} unprotected`;
  }
}

/** The stack with the control taken out; undefined where the stack has nothing that the weakening is about. */
export function weakened(
  resources: readonly PlanResource[],
  weakening: Weakening,
): readonly PlanResource[] | undefined {
  switch (weakening.kind) {
    case "input":
      return mapped(resources, weakening.type, (found) => withInput(found, weakening.path, weakening.weak));
    case "removal": {
      const kept = resources.filter((found) => normalizeType(found.type) !== weakening.type);
      return kept.length === resources.length ? undefined : kept;
    }
    case "document":
      return mapped(resources, weakening.type, (found) => {
        const text = found.inputs?.value;
        return typeof text === "string" && weakening.from.test(text)
          ? withInput(
              found,
              "value",
              text.replace(weakening.from, () => weakening.to),
            )
          : undefined;
      });
    case "addition":
      return [...resources, weakening.weak];
    case "protection":
      return mapped(resources, weakening.type, (found) => ({ ...found, protect: false }));
  }
}

/** The stack with what the control needs unknown; undefined where there is no such thing. */
export function hidden(resources: readonly PlanResource[], weakening: Weakening): readonly PlanResource[] | undefined {
  switch (weakening.kind) {
    case "input":
      return mapped(resources, weakening.type, (found) => withInput(found, weakening.path, UNKNOWN));
    case "removal":
      return mapped(resources, weakening.unknown.type, (found) => withInput(found, weakening.unknown.path, UNKNOWN));
    case "document":
      return mapped(resources, weakening.type, (found) => {
        const text = found.inputs?.value;
        return typeof text === "string" && weakening.from.test(text) ? withInput(found, "value", UNKNOWN) : undefined;
      });
    case "addition":
      return [...resources, withInput(weakening.weak, weakening.unknownAt, UNKNOWN)];
    case "protection":
      return undefined;
  }
}

/** Changes every resource of a class; undefined where none was changed. */
function mapped(
  resources: readonly PlanResource[],
  type: string,
  change: (found: PlanResource) => PlanResource | undefined,
): readonly PlanResource[] | undefined {
  const changed = resources.map((found) => {
    const next = normalizeType(found.type) === type ? change(found) : undefined;
    return next ?? found;
  });
  return changed.some((next, index) => next !== resources[index]) ? changed : undefined;
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
