/**
 * Reading the document that `pulumi preview --json` prints.
 *
 * Source: pulumi/pulumi v3.248.0, pkg/display (`PreviewDigest`), pkg/backend/display/json.go, sdk/go/common/apitype
 * (`ResourceV3`).
 */
import type { Json, JsonObject, PlanResource } from "./format";
import { isList, isObject } from "./values";

/** What to run to get what is asked for. */
export const HOW_TO_PREVIEW = "Run `pulumi preview --json --show-sames > preview.json` and give that file.";

/** The text is no whole preview; `problems` says everything that is wrong, a line each. */
export class PreviewDocumentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`This is not a whole preview: ${problems.join("; ")}`);
    this.name = "PreviewDocumentError";
  }
}

/** A resource's state in a step. */
export interface StepState extends PlanResource {
  /** It was replaced and is yet to be deleted. */
  readonly delete?: boolean;
}

/** What would happen to one resource. */
export interface PreviewStep {
  /** `create`, `same`, `update`, `replace`, `delete`, `read`...: see preview-steps.ts. */
  readonly op: string;
  readonly urn: string;
  readonly oldState?: StepState;
  /** The resource as it would be, secrets as the text `[secret]`; none where it would be gone. */
  readonly newState?: StepState;
}

/** Something that the program, a provider or the engine said. */
export interface PreviewDiagnostic {
  readonly severity: string;
  readonly message: string;
}

/** The parts of the document that say what is planned and whether it is all. */
export interface PreviewDocument {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics: readonly PreviewDiagnostic[];
  /** How many resources each operation is done to; none where the preview did not come to its end. */
  readonly changeSummary: Readonly<Record<string, number>> | undefined;
}

/**
 * Reads the document.
 *
 * @throws {PreviewDocumentError} when the text is something else, saying what it is, or its steps are malformed
 */
export function readPreviewDocument(text: string): PreviewDocument {
  const document = parsed(text.replace(/^\uFEFF/, ""));
  const other = whatElse(document);
  if (other !== undefined) {
    throw new PreviewDocumentError([other]);
  }
  const { steps = [], diagnostics = [], changeSummary } = document;
  const problems = isList(steps)
    ? steps.flatMap((step, index) => problemsOf(step, `steps[${index}]`))
    : [`"steps" is not a list`];
  if (!isList(diagnostics) || !diagnostics.every(isDiagnostic)) {
    problems.push(`"diagnostics" is not a list of messages`);
  }
  if (changeSummary !== undefined && !isCounts(changeSummary)) {
    problems.push(`"changeSummary" does not count operations`);
  }
  if (problems.length > 0) {
    throw new PreviewDocumentError(problems);
  }
  return { steps, diagnostics, changeSummary } as unknown as PreviewDocument;
}

function parsed(text: string): JsonObject {
  if (text.trim() === "") {
    throw new PreviewDocumentError([
      "it is empty: `pulumi preview` printed no document, its error message stands on its standard error",
    ]);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const [first = ""] = text.trimStart().split("\n", 1);
    if (isEvent(first)) {
      throw new PreviewDocumentError([STREAM]);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new PreviewDocumentError([
      /^(?:Previewing|Updating) /.test(text.trimStart())
        ? `it is what \`pulumi preview\` shows people. ${HOW_TO_PREVIEW}`
        : `it is not JSON (${reason}). Give standard output alone, without what is printed to standard error. ${HOW_TO_PREVIEW}`,
    ]);
  }
  if (!isObject(document)) {
    throw new PreviewDocumentError([`it is not a JSON object. ${HOW_TO_PREVIEW}`]);
  }
  return document;
}

const STREAM =
  "it is the stream of events, one a line, that PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true asks for. Run " +
  "`PULUMI_ENABLE_STREAMING_JSON_PREVIEW=false pulumi preview --json --show-sames > preview.json` and give that file";

function isEvent(line: string): boolean {
  try {
    const event: unknown = JSON.parse(line);
    return isObject(event) && "sequence" in event && "timestamp" in event;
  } catch {
    return false;
  }
}

/** What a document that is no preview is; undefined for a preview. */
function whatElse(document: JsonObject): string | undefined {
  if ("deployment" in document) {
    return "it is a plan or a `pulumi stack export`, which is read as it is: run `bulwark judge` on it";
  }
  if ("sequence" in document && "timestamp" in document) {
    return STREAM;
  }
  if ("checkpoint" in document) {
    return "it is a backend's state file. For what is deployed run `pulumi stack export > export.json`, then `bulwark judge export.json`";
  }
  if ("resourcePlans" in document) {
    return `it is what \`pulumi preview --save-plan\` writes, which holds no whole resources. ${HOW_TO_PREVIEW}`;
  }
  if ("verdict" in document && "risks" in document) {
    return `it is the report of \`bulwark preview --json\`, whose plan stands in the file that its "plan" names`;
  }
  return ["steps", "diagnostics", "changeSummary", "duration"].some((field) => field in document)
    ? undefined
    : `it has no "steps". ${HOW_TO_PREVIEW}`;
}

type Check = (value: Json) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isTexts: Check = (value) => isList(value) && value.every(isText);
const isCounts: Check = (value) =>
  isObject(value) && Object.values(value).every((count) => typeof count === "number" && count >= 0);

/** Fields of a state that a plan takes over, and what each must be where it is there. */
const FIELDS: Readonly<Record<string, readonly [expected: string, check: Check]>> = {
  custom: ["true or false", isFlag],
  id: ["text", isText],
  inputs: ["an object", isObject],
  parent: ["text", isText],
  provider: ["text", isText],
  deletedWith: ["text", isText],
  protect: ["true or false", isFlag],
  retainOnDelete: ["true or false", isFlag],
  external: ["true or false", isFlag],
  delete: ["true or false", isFlag],
  dependencies: ["a list of URNs", isTexts],
  additionalSecretOutputs: ["a list of names", isTexts],
  propertyDependencies: [
    "lists of URNs by property",
    (value) => isObject(value) && Object.values(value).every(isTexts),
  ],
  customTimeouts: ["seconds by operation", isCounts],
};

function problemsOf(step: Json, at: string): string[] {
  if (!isObject(step) || !isText(step.op ?? null) || !isText(step.urn ?? null)) {
    return [`"${at}" is not a step: it has no texts "op" and "urn"`];
  }
  return ["oldState", "newState"].flatMap((field) => {
    const state = step[field];
    return state === undefined ? [] : stateProblems(state, step.urn, `${at}.${field}`);
  });
}

function stateProblems(state: Json, urn: Json | undefined, at: string): string[] {
  if (!isObject(state) || !isText(state.urn ?? null) || !isText(state.type ?? null)) {
    return [`"${at}" has no texts "urn" and "type"`];
  }
  const problems = Object.entries(FIELDS).flatMap(([field, [expected, check]]) => {
    const value = state[field];
    return value === undefined || check(value) ? [] : [`"${at}.${field}" is not ${expected}`];
  });
  // An alias: what was another resource's state becomes this one's.
  return at.endsWith(".newState") && state.urn !== urn ? [...problems, `"${at}.urn" is not its step's`] : problems;
}

function isDiagnostic(value: Json): boolean {
  return isObject(value) && isText(value.severity ?? null) && isText(value.message ?? "");
}
