/** A policy document as text with the places in it that can be changed. */
import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";

/** A part of the text. */
export interface Span {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

/** One attribute; the span is that of its value, without quotes. */
export interface AttributePlace extends Span {
  readonly name: string;
  /** The value, entities resolved. */
  readonly value: string;
}

/** One element, with all that is inside it. */
export interface ElementPlace extends Span {
  readonly name: string;
  readonly attributes: readonly AttributePlace[];
  readonly children: readonly ElementPlace[];
  readonly parent: ElementPlace | undefined;
  /** Its text where it has no elements in it, and the text's own span. */
  readonly text: (Span & { readonly value: string }) | undefined;
}

/** An expression in an attribute or a text. */
export interface ExpressionPlace extends Span {
  readonly element: ElementPlace;
  /** Name of the attribute; undefined for a text. */
  readonly attribute: string | undefined;
  /** C# with its `@(...)` or `@{...}`, entities resolved. */
  readonly code: string;
}

/** Parses a document. It was made by our own program, so that it is well-formed is taken for granted. */
export function readDocument(text: string): ElementPlace {
  const { root } = parseXml(text, { includeOffsets: true });
  if (root === null) {
    throw new Error("the document has no element");
  }
  return place(root, text, undefined);
}

/** The element and everything in it, in document order. */
export function* elementsOf(element: ElementPlace): Generator<ElementPlace> {
  yield element;
  for (const child of element.children) yield* elementsOf(child);
}

/** Every expression in a document, in document order. */
export function* expressionsOf(root: ElementPlace): Generator<ExpressionPlace> {
  for (const element of elementsOf(root)) {
    for (const { name, value, start, end } of element.attributes) {
      if (isExpression(value)) yield { element, attribute: name, code: value, start, end };
    }
    if (element.text !== undefined && isExpression(element.text.value)) {
      const { value, start, end } = element.text;
      yield { element, attribute: undefined, code: value, start, end };
    }
  }
}

/** True for `@(...)` and `@{...}`. */
export function isExpression(value: string): boolean {
  return /^@[({]/.test(value);
}

/** Line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as it stands in an attribute or an element. */
export function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function place(element: XmlElement, text: string, parent: ElementPlace | undefined): ElementPlace {
  const children: ElementPlace[] = [];
  const made: ElementPlace = {
    name: element.name,
    start: element.start,
    end: element.end,
    attributes: attributesOf(element, text),
    children,
    parent,
    text: textOf(element),
  };
  for (const child of element.children) {
    if (child instanceof XmlElement) children.push(place(child, text, made));
  }
  return made;
}

const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

function attributesOf(element: XmlElement, text: string): readonly AttributePlace[] {
  const found: AttributePlace[] = [];
  let at = element.start + 1 + element.name.length;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined) return found;
    const raw = match[2] ?? match[3] ?? "";
    const end = at + match[0].length - 1;
    found.push({ name, value: element.attributes[name] ?? "", start: end - raw.length, end });
    at += match[0].length;
  }
}

function textOf(element: XmlElement): (Span & { readonly value: string }) | undefined {
  const texts = element.children.filter((child) => child instanceof XmlText);
  const [only] = texts;
  if (only === undefined || texts.length > 1 || element.children.length > 1 || only.text.trim() === "") {
    return undefined;
  }
  return { value: only.text.trim(), start: only.start, end: only.end };
}
