/** Reading a plan from text: `build/<stack>/plan.json` or the output of `pulumi stack export`. */
import type { Plan } from "./format";
import { isList, isObject } from "./values";

/** The text is no plan; the message says what is wrong and how to make one. */
export class PlanFormatError extends Error {
  constructor(problem: string) {
    super(
      `This is not a plan: ${problem}. Give a plan.json of "npm run preview" or the output of "pulumi stack export".`,
    );
    this.name = "PlanFormatError";
  }
}

/**
 * Reads a plan.
 *
 * @param text JSON in the format of `pulumi stack export`, apitype version 3 or 4.
 * @throws {PlanFormatError} when the text is anything else.
 */
export function readPlan(text: string): Plan {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new PlanFormatError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isObject(document)) {
    throw new PlanFormatError("it is not a JSON object");
  }
  // The CLI writes version 4 for stacks with hooks or taints; what is read here is the same in both.
  if (document.version !== 3 && document.version !== 4) {
    throw new PlanFormatError(`its version is ${JSON.stringify(document.version ?? null)}, not 3 or 4`);
  }
  const deployment = document.deployment;
  if (!isObject(deployment)) {
    throw new PlanFormatError(`it has no object "deployment"`);
  }
  // An empty stack's export has no list at all.
  const resources = deployment.resources ?? [];
  if (!isList(resources)) {
    throw new PlanFormatError(`"deployment.resources" is not a list`);
  }
  resources.forEach((resource, index) => {
    const problem = problemOf(resource);
    if (problem !== undefined) {
      throw new PlanFormatError(`"deployment.resources[${index}]" ${problem}`);
    }
  });
  const manifest = isObject(deployment.manifest) ? deployment.manifest : {};
  return { version: 3, deployment: { manifest, resources: resources as unknown as Plan["deployment"]["resources"] } };
}

function problemOf(resource: unknown): string | undefined {
  if (!isObject(resource)) {
    return "is not an object";
  }
  for (const field of ["urn", "type"]) {
    if (typeof resource[field] !== "string" || resource[field] === "") {
      return `has no text "${field}"`;
    }
  }
  for (const field of ["inputs", "outputs", "propertyDependencies"]) {
    if (resource[field] !== undefined && !isObject(resource[field])) {
      return `has a "${field}" that is not an object`;
    }
  }
  const { dependencies } = resource;
  if (dependencies !== undefined && dependencies !== null && !isList(dependencies)) {
    return `has "dependencies" that are not a list`;
  }
  return undefined;
}
