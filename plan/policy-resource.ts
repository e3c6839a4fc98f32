/** Planned policies and fragments of API Management: where they belong, and their documents. */
import type { PlanResource } from "./format";
import { parsePolicy, type PolicyDocument } from "./policy-document";
import { logicalName } from "./urn";
import { isClosedSecret, isUnknown } from "./values";

/** What the tokens of API Management's classes begin with. */
export const API_MANAGEMENT = "azure-native:apimanagement:";

/** Classes that hold a policy document in `value`, fragments too. */
export const POLICY_TYPES: readonly string[] = [
  `${API_MANAGEMENT}Policy`,
  `${API_MANAGEMENT}ProductPolicy`,
  `${API_MANAGEMENT}ApiPolicy`,
  `${API_MANAGEMENT}ApiOperationPolicy`,
  `${API_MANAGEMENT}PolicyFragment`,
  `${API_MANAGEMENT}WorkspacePolicy`,
  `${API_MANAGEMENT}WorkspaceProductPolicy`,
  `${API_MANAGEMENT}WorkspaceApiPolicy`,
  `${API_MANAGEMENT}WorkspaceApiOperationPolicy`,
  `${API_MANAGEMENT}WorkspacePolicyFragment`,
];

/** The document of a policy or fragment, or why there is none to judge. */
export type ResourceDocument =
  | PolicyDocument
  | { readonly kind: "unknown" }
  /** The text is a secret, or lies behind a link. */
  | { readonly kind: "elsewhere"; readonly problem: string };

const documents = new WeakMap<PlanResource, ResourceDocument>();

/** The parsed document of a policy or fragment. */
export function documentOf(resource: PlanResource): ResourceDocument {
  let document = documents.get(resource);
  if (document === undefined) {
    document = readDocument(resource);
    documents.set(resource, document);
  }
  return document;
}

function readDocument(resource: PlanResource): ResourceDocument {
  const { value, format } = resource.inputs ?? {};
  if (isUnknown(value) || isUnknown(format)) {
    return { kind: "unknown" };
  }
  if (isClosedSecret(value)) {
    return { kind: "elsewhere", problem: "its text is a secret" };
  }
  if (typeof format === "string" && format.toLowerCase().endsWith("-link")) {
    return { kind: "elsewhere", problem: `its format is "${format}", so the text lies behind a link` };
  }
  return typeof value === "string" ? parsedOnce(value) : { kind: "malformed", line: 1, problem: "value is not a text" };
}

/** By text: in the resource phase each rule is handed the same document anew. */
const parsed = new Map<string, PolicyDocument>();

function parsedOnce(text: string): PolicyDocument {
  let document = parsed.get(text);
  if (document === undefined) {
    document = parsePolicy(text);
    parsed.set(text, document);
  }
  return document;
}

/** What a fragment is included by. Pulumi's SDKs drop the input `id`; azure-native then takes the logical name. */
export function fragmentId(fragment: PlanResource): string {
  return textInput(fragment, "id") || logicalName(fragment.urn);
}

/** Resource group and name of the service: what its children have in common. */
export function serviceOf(resource: PlanResource): string {
  return `${textInput(resource, "resourceGroupName")}/${textInput(resource, "serviceName")}`.toLowerCase();
}

/** An input's text; empty where there is none. */
export function textInput(resource: PlanResource, input: string): string {
  const value = resource.inputs?.[input];
  return typeof value === "string" ? value : "";
}
