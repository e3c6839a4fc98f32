/**
 * A plan from what `pulumi preview --json --show-sames` printed: the same as the offline preview's, but without
 * `outputs`, which a real preview does not print for what it would create.
 */
import { type Json, type JsonObject, type Plan, type PlanResource, UNKNOWN } from "./format";
import { inDependencyOrder } from "./order";
import { PreviewDocumentError, readPreviewDocument } from "./preview-document";
import { plannedStates, type PlannedState } from "./preview-steps";
import { missingParts } from "./preview-whole";
import { isDefaultProvider, isProvider, providerUrn } from "./provider-reference";
import { CLOSED_SECRET } from "./secret";
import { isList, isObject } from "./values";

/** How `preview --json` writes every secret, whatever is inside. Source: pulumi/pulumi, display/json.go (`MassageSecrets`). */
const SECRET_TEXT = "[secret]";

/** The engine's own notes among an explicit provider's inputs. Source: pulumi/pulumi, sdk/go/common/providers. */
const ENGINE_KEY = "__internal";

/** A plan and whose it is. */
export interface PlanOfPreview {
  /** The stack's name, from its URNs. */
  readonly stack: string;
  readonly plan: Plan;
}

/**
 * Makes the plan. What `--target` or `--exclude` kept out of a first preview cannot be seen in what was printed: a plan
 * made of it is one of what was printed.
 *
 * @param text what the CLI printed
 * @throws {PreviewDocumentError} with everything that is wrong, when it is no whole preview of one stack
 */
export function planFromPreview(text: string): PlanOfPreview {
  const document = readPreviewDocument(text);
  const states = plannedStates(document.steps);
  const stacks = [...new Set(document.steps.map(({ urn }) => stackOf(urn)))].sort();
  const problems = [
    ...stacks.filter((stack) => stack === undefined).map(() => 'it has a step whose "urn" is no URN of Pulumi'),
    ...(stacks.length > 1
      ? [`it holds several stacks: ${stacks.map((name) => name ?? "?").join(", ")}. Give one preview at a time`]
      : []),
    ...states.problems,
    ...missingParts(document, states),
  ];
  const stack = stacks[0]?.split("::")[0];
  if (problems.length > 0 || stack === undefined) {
    throw new PreviewDocumentError(problems.length > 0 ? problems : ["it has no step"]);
  }
  return { stack, plan: { version: 3, deployment: { manifest: {}, resources: resourcesOf(states.planned) } } };
}

/** `stack::project` of a URN. */
function stackOf(urn: string): string | undefined {
  return /^urn:pulumi:([^:]+::[^:]+)::[^:]/.exec(urn)?.[1];
}

function resourcesOf(planned: readonly PlannedState[]): readonly PlanResource[] {
  // The engine orders default providers too, though it prints none: what they serve stands after them.
  const defaults = new Set(
    planned.map(({ state }) => providerUrn(state.provider ?? "")).filter((urn) => isDefaultProvider(urn)),
  );
  const made = new Set(planned.filter(({ op }) => op !== "same" && op !== "update").map(({ state }) => state.urn));
  const byUrn = new Map(planned.map(({ state }) => [state.urn, state]));
  return inDependencyOrder([
    ...[...defaults].filter((urn) => !byUrn.has(urn)).map((urn) => ({ urn, type: "" })),
    ...byUrn.values(),
  ]).flatMap(({ urn }) => {
    const state = defaults.has(urn) ? undefined : byUrn.get(urn);
    return state === undefined ? [] : [resourceOf(state, made)];
  });
}

/** The parts of a state that a plan holds, each left out where it says nothing. */
function resourceOf(state: PlanResource, made: ReadonlySet<string>): PlanResource {
  const { urn, custom, type, parent = "", deletedWith = "", dependencies = [], additionalSecretOutputs = [] } = state;
  const timeouts = state.customTimeouts ?? {};
  return {
    urn,
    custom,
    type,
    ...idOf(state, made),
    inputs: inputsOf(state),
    ...(parent === "" ? {} : { parent }),
    ...(state.protect === true ? { protect: true } : {}),
    ...(state.external === true ? { external: true } : {}),
    ...(dependencies.length === 0 ? {} : { dependencies: sorted(dependencies) }),
    ...propertyDependenciesOf(state),
    ...providerOf(state, made),
    ...(additionalSecretOutputs.length === 0 ? {} : { additionalSecretOutputs: sorted(additionalSecretOutputs) }),
    ...(Object.keys(timeouts).length === 0 ? {} : { customTimeouts: timeouts }),
    ...(state.retainOnDelete === true ? { retainOnDelete: true } : {}),
    ...(deletedWith === "" ? {} : { deletedWith }),
  };
}

/** Of what is managed, a plan holds no id; of what is only read, the one that it is read by. */
function idOf({ urn, type, id, external }: PlanResource, made: ReadonlySet<string>): Partial<PlanResource> {
  if (isProvider({ type }) && made.has(urn)) {
    return { id: UNKNOWN };
  }
  return external === true && id !== undefined && id !== "" ? { id } : {};
}

function inputsOf({ type, inputs = {} }: PlanResource): JsonObject {
  const entries = Object.entries(inputs).filter(([key]) => !(isProvider({ type }) && key === ENGINE_KEY));
  return Object.fromEntries(entries.map(([key, value]) => [key, secretsClosed(value)]));
}

function secretsClosed(value: Json): Json {
  if (value === SECRET_TEXT) {
    return CLOSED_SECRET;
  }
  if (isList(value)) {
    return value.map(secretsClosed);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, secretsClosed(member)]))
    : value;
}

function propertyDependenciesOf({ propertyDependencies = {} }: PlanResource): Partial<PlanResource> {
  // The CLI also lists properties that depend on nothing.
  const some = Object.entries(propertyDependencies).filter(([, urns]) => urns.length > 0);
  return some.length === 0
    ? {}
    : { propertyDependencies: Object.fromEntries(some.map(([property, urns]) => [property, sorted(urns)])) };
}

/** Explicit providers only. The id of one that is yet to be made is made up anew in each preview: it is unknown. */
function providerOf({ provider = "" }: PlanResource, made: ReadonlySet<string>): Partial<PlanResource> {
  const urn = providerUrn(provider);
  if (urn === "" || isDefaultProvider(urn)) {
    return {};
  }
  return { provider: made.has(urn) ? `${urn}::${UNKNOWN}` : provider };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
