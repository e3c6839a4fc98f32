/** API Management policy documents, parsed into a typed tree; never searched as text. */
import { parseXml, XmlElement, XmlError, XmlText, type XmlDocument } from "@rgrove/parse-xml";

/** One element of a policy document. */
export interface PolicyElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly PolicyElement[];
  /** Its own text and CDATA, white space around it removed; empty where it has none. */
  readonly text: string;
  /** Line in the document, counted from 1. */
  readonly line: number;
}

/** A parsed document, or the reason why there is none. */
export type PolicyDocument =
  | { readonly kind: "policy"; readonly root: PolicyElement }
  | { readonly kind: "malformed"; readonly line: number; readonly problem: string };

/** The four sections of a policy, in the order in which they run; an error anywhere goes to the last. */
export const SECTIONS = ["inbound", "backend", "outbound", "on-error"] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * Parses a policy or a fragment. API Management's "rawxml" also takes text that is not well-formed (raw quotes and `<` in
 * expressions); this does not: what is not XML cannot be judged with certainty.
 */
export function parsePolicy(text: string): PolicyDocument {
  let document: XmlDocument;
  try {
    document = parseXml(text, { includeOffsets: true });
  } catch (error) {
    if (error instanceof XmlError) {
      return { kind: "malformed", line: error.line, problem: error.message.split("\n")[0] ?? "not well-formed" };
    }
    throw error;
  }
  const { root } = document;
  return root === null
    ? { kind: "malformed", line: 1, problem: "no element in it" }
    : { kind: "policy", root: toElement(root, lineStarts(text)) };
}

/** The child of that name, or undefined. */
export function child(element: PolicyElement, name: string): PolicyElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** The element and everything below it, in document order. */
export function* descendants(element: PolicyElement): Generator<PolicyElement> {
  yield element;
  for (const inner of element.children) {
    yield* descendants(inner);
  }
}

/** True where an attribute or text is a policy expression, `@(...)` or `@{...}`. */
export function isExpression(value: string): boolean {
  return /^\s*@[({]/.test(value);
}

function toElement(element: XmlElement, starts: readonly number[]): PolicyElement {
  const children = element.children.filter((node) => node instanceof XmlElement);
  const texts = element.children.filter((node) => node instanceof XmlText);
  return {
    name: element.name,
    attributes: element.attributes,
    children: children.map((node) => toElement(node, starts)),
    text: texts
      .map((node) => node.text)
      .join("")
      .trim(),
    line: lineAt(element.start, starts),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function lineAt(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low + 1;
}
