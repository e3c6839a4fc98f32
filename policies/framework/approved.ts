/**
 * What a server's gateway policy approves: one JSON literal in the variable `approved-text`, read once into `approved`,
 * from which every step decides. Rules read the literal, so what they judge is what runs.
 */
import type { Json, JsonObject } from "../../plan/format";
import { isExpression } from "../../plan/policy-document";
import { allSteps, type Step } from "../../plan/policy-flow";
import { isList, isObject } from "../../plan/values";
import { APPROVED, APPROVED_TEXT } from "./approved-variables";
import type { Place } from "./place";
import { API, forwardingRoutes, type JudgedRoute } from "./routes";
import type { StackUnderJudgement } from "./rule";

export { API };

/** The one accepted way to read it. */
const READS_LITERAL = /^\s*@\(\s*JObject\.Parse\(\s*\(string\)\s*context\.Variables\["approved-text"\]\s*\)\s*\)\s*$/;

/** What one server's policy approves. */
export interface Approved {
  /** The API that forwards to the server. */
  readonly api: Place;
  readonly routes: readonly JudgedRoute[];
  readonly document: JsonObject;
}

/** An entry of one of the document's lists or maps. */
export interface ApprovedEntry {
  /** What people call it: `tool find_trails`. */
  readonly what: string;
  readonly name: string;
  readonly kind: "tool" | "prompt" | "resource" | "method";
  readonly entry: JsonObject;
}

/**
 * Every server of the stack with what its policy approves. One whose policy has no such literal, or does not decide from
 * it alone, is reported and left out: nothing can be said about it.
 */
export function approvals(stack: StackUnderJudgement): readonly Approved[] {
  const routes = forwardingRoutes(stack);
  const apis = new Set(routes.map(({ route }) => route.api));
  return [...apis].flatMap((resource): readonly Approved[] => {
    const api = stack.place(resource);
    const own = routes.filter(({ route }) => route.api === resource);
    const documents = own.map(({ policy }) => documentIn(Object.values(policy.sections).flat()));
    const problem = documents.find((document) => typeof document === "string");
    const [first] = documents;
    if (first === undefined || typeof first === "string" || problem !== undefined) {
      api.wrong(`what its policy approves cannot be judged: ${String(problem)}.`);
      return [];
    }
    return [{ api, routes: own, document: first }];
  });
}

/** Tools, prompts, resources and methods of a document. */
export function entriesOf({ document }: Approved): readonly ApprovedEntry[] {
  const maps = { tool: document.tools, prompt: document.prompts } as const;
  const named = Object.entries(maps).flatMap(([kind, map]) =>
    Object.entries(asObject(map)).map(([name, entry]) => ({ kind: kind as "tool" | "prompt", name, entry })),
  );
  const resources = asList(document.resources).map((entry) => ({
    kind: "resource" as const,
    name: textIn(asObject(entry).uri),
    entry,
  }));
  const methods = Object.entries(asObject(document.methods)).map(([name, scope]) => ({
    kind: "method" as const,
    name,
    entry: { scope },
  }));
  return [...named, ...resources, ...methods].map(({ kind, name, entry }) => ({
    kind,
    name,
    what: `${kind} ${name}`,
    entry: asObject(entry),
  }));
}

/** An object, or an empty one where something else stands. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A list, or an empty one where something else stands. */
export function asList(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The texts of a list. */
export function textsIn(value: Json | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === "string");
}

/** The text that stands there, or an empty one. */
export function textIn(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The literal's content, or what is wrong with it. */
function documentIn(steps: readonly Step[]): JsonObject | string {
  const variables = [...allSteps(steps)].filter(({ name }) => name === "set-variable");
  const texts = variables.filter(({ attributes }) => attributes.name === APPROVED_TEXT);
  const reads = variables.filter(({ attributes }) => attributes.name === APPROVED);
  const [text] = texts;
  if (text === undefined || texts.length !== 1 || isExpression(text.attributes.value ?? "")) {
    return `write its literal JSON once, in set-variable ${APPROVED_TEXT}`;
  }
  if (reads.length !== 1 || !READS_LITERAL.test(reads[0]?.attributes.value ?? "")) {
    return `set the variable ${APPROVED} once, to @(JObject.Parse((string)context.Variables["${APPROVED_TEXT}"]))`;
  }
  let document: unknown;
  try {
    document = JSON.parse(text.attributes.value ?? "");
  } catch {
    return `the literal in ${APPROVED_TEXT} is no JSON`;
  }
  return isObject(document) ? document : `the literal in ${APPROVED_TEXT} is no JSON object`;
}
