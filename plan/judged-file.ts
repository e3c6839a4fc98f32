/** Reading what is to be judged: a plan of a preview, or `pulumi stack export` of what is deployed. */
import type { Json, JsonObject, Plan, PlanResource } from "./format";
import { readPlan } from "./read";
import { isProvider } from "./provider-reference";
import { isList, isObject, isUnknown } from "./values";

/** The text is no plan and no export of one stack; the message says what it is, and what to run. */
export class JudgedFileError extends Error {
  constructor(problem: string) {
    super(`${problem[0]?.toUpperCase() ?? ""}${problem.slice(1)}.`);
    this.name = "JudgedFileError";
  }
}

/** A resource of an export, with what only a deployed stack has. */
export interface DeployedResource extends PlanResource {
  /** It was replaced, and is yet to be deleted. Its successor has the same URN. */
  readonly delete?: boolean;
  /** It was deleted so that it can be replaced, and its successor is yet to be made. */
  readonly pendingReplacement?: boolean;
  /** Properties whose changes in the program are ignored. */
  readonly ignoreChanges?: readonly string[];
}

/** A file to judge. */
export interface JudgedFile {
  /** `deployed`: what Pulumi recorded of a stack; `planned`: what a preview says. */
  readonly kind: "planned" | "deployed";
  readonly stack: string;
  readonly project: string;
  /** What is there to stay: without resources that are to be deleted. */
  readonly plan: Plan;
  /** URNs of replaced resources that are yet to be deleted. */
  readonly pendingDelete: readonly string[];
  /** URNs of deleted resources whose replacement is yet to be made. */
  readonly pendingReplacement: readonly string[];
  /** Operations that were cut short, such as `creating urn:...`: nobody knows what became of them. */
  readonly pendingOperations: readonly string[];
}

/**
 * Reads a file to judge.
 *
 * @throws {JudgedFileError} when the text is something else that is known, or does not hold one stack
 * @throws {PlanFormatError} when it is anything else
 */
export function readJudgedFile(text: string): JudgedFile {
  const document = asObject(text);
  const other = document === undefined ? undefined : whatElse(document);
  if (other !== undefined) {
    throw new JudgedFileError(other);
  }
  const { deployment } = readPlan(text);
  const resources = deployment.resources as readonly DeployedResource[];
  const present = resources.filter((resource) => resource.delete !== true);
  const [first] = present;
  if (first === undefined) {
    throw new JudgedFileError("it holds no resource, so there is nothing to judge");
  }
  const stacks = [...new Set(resources.map(({ urn }) => ownerOf(urn)))];
  const [owner] = stacks;
  if (owner === undefined || stacks.length > 1) {
    throw new JudgedFileError(
      owner === undefined
        ? `"${first.urn}" is no URN of Pulumi`
        : `it holds several stacks: ${stacks.map((name) => name ?? "?").join(", ")}`,
    );
  }
  const twice = twiceIn(present.map(({ urn }) => urn));
  if (twice.length > 0) {
    throw new JudgedFileError(`it holds ${twice.join(", ")} more than once`);
  }
  const [stack = "", project = ""] = owner.split("::");
  return {
    kind: isDeployed(deployment.manifest, present) ? "deployed" : "planned",
    stack,
    project,
    plan: { version: 3, deployment: { ...deployment, resources: present } },
    pendingDelete: resources.filter((resource) => resource.delete === true).map(({ urn }) => urn),
    pendingReplacement: present.filter(({ pendingReplacement }) => pendingReplacement === true).map(({ urn }) => urn),
    pendingOperations: pendingOperations(document),
  };
}

function asObject(text: string): JsonObject | undefined {
  try {
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function whatElse(document: JsonObject): string | undefined {
  if ("steps" in document || "changeSummary" in document) {
    return "it is what `pulumi preview --json` printed. Run `bulwark plan --from-preview` on it, then judge the plan that it writes";
  }
  if ("sequence" in document && "timestamp" in document) {
    return "it is a stream of events of the Pulumi CLI";
  }
  if ("checkpoint" in document) {
    return "it is a backend's state file. Run `pulumi stack export`";
  }
  if ("resourcePlans" in document) {
    return "it is what `pulumi preview --save-plan` writes, which holds no whole resources";
  }
  if ("verdict" in document && "risks" in document) {
    return `it is a report of Bulwark. Judge the file that its "plan" names`;
  }
  return undefined;
}

/** `stack::project` of a URN. */
function ownerOf(urn: string): string | undefined {
  return /^urn:pulumi:([^:]+::[^:]+)::[^:]/.exec(urn)?.[1];
}

function twiceIn(urns: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(urns.filter((urn) => seen.has(urn) || !seen.add(urn)))];
}

/** An export says which engine recorded it, and its resources have ids; a preview's plan has neither. */
function isDeployed(manifest: JsonObject, resources: readonly PlanResource[]): boolean {
  const hasId = ({ id = "" }: PlanResource): boolean => id !== "" && !isUnknown(id);
  return (
    manifest.magic !== undefined ||
    resources.some((resource) => resource.external !== true && !isProvider(resource) && hasId(resource))
  );
}

/** Source: pulumi/pulumi, sdk/go/common/apitype/core.go (`OperationV2`). */
function pendingOperations(document: JsonObject | undefined): readonly string[] {
  const deployment = document?.deployment;
  const operations = isObject(deployment) ? deployment.pending_operations : undefined;
  return isList(operations) ? operations.flatMap(operationText) : [];
}

function operationText(operation: Json): string[] {
  const resource = isObject(operation) ? operation.resource : undefined;
  if (!isObject(operation) || !isObject(resource)) {
    return [];
  }
  const { type } = operation;
  const { urn } = resource;
  return typeof type === "string" && typeof urn === "string" ? [`${type} ${urn}`] : [];
}
