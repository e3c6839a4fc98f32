import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Plan, PlanResource } from "../plan/format";
import { preview, type PreviewResult } from "../simulator/engine";

/** The project's root. */
export const projectRoot = path.resolve(__dirname, "..");

/** The program as `npm run preview` runs it: `npm test` compiles it first. */
const program = path.join(projectRoot, "build", ".js", "infra.js");

const previews = new Map<string, Promise<PreviewResult>>();

/**
 * The plan of one of the project's own stacks, made once in a run of the tests by the genuine runner, without rules.
 *
 * @param stack its name
 * @param change rewrites the stack file's text first, in a copy of the project
 */
export function plannedStack(stack: string, change?: (text: string) => string): Promise<PreviewResult> {
  const key = `${stack} ${change?.toString() ?? ""}`;
  const known = previews.get(key);
  if (known !== undefined) return known;
  const made = change === undefined ? preview({ root: projectRoot, stack, program }) : previewCopy(stack, change);
  previews.set(key, made);
  return made;
}

/** The resources of a normalised type, as `azure-native:app:ContainerApp`. */
export function ofType(plan: Plan, type: string): PlanResource[] {
  return plan.deployment.resources.filter((resource) => resource.type === type);
}

async function previewCopy(stack: string, change: (text: string) => string): Promise<PreviewResult> {
  const root = mkdtempSync(path.join(os.tmpdir(), "bulwark-test-"));
  try {
    cpSync(path.join(projectRoot, "stacks"), path.join(root, "stacks"), { recursive: true });
    for (const entry of ["Pulumi.yaml", "apim-policies", "infra", "node_modules"]) {
      symlinkSync(path.join(projectRoot, entry), path.join(root, entry));
    }
    const file = path.join(root, "stacks", `Pulumi.${stack}.yaml`);
    writeFileSync(file, change(readFileSync(file, "utf8")));
    return await preview({ root, stack, program });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
