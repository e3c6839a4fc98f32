import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseXml } from "@rgrove/parse-xml";

/**
 * What stands for a `[[name]]` in a document: text, which is escaped, elements, which are not, or data, which stands as JSON
 * in an attribute in single quotes, so that people can read it.
 */
export type PolicyValue = string | { readonly xml: string } | { readonly json: unknown };

const PLACEHOLDER = /\[\[([a-z-]+)\]\]/g;

/**
 * Fills a policy document of `apim-policies/`. Values are whole and known: what only Entra knows stands in the documents
 * as `{{named value}}`, so a reviewer reads in a preview what the gateway will run.
 *
 * @param text the document or fragment
 * @param values one for each `[[name]]` in it, and no more
 * @returns well-formed XML
 * @throws Error when a name has no value, a value no name, or the result is not XML: a mistake in the documents
 */
export function fillPolicy(text: string, values: Readonly<Record<string, PolicyValue>>): string {
  const used = new Set<string>();
  const filled = text.replace(PLACEHOLDER, (_, name: string, at: number) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`the policy document names [[${name}]], which has no value`);
    }
    used.add(name);
    return filling(value, quoteAround(text, at));
  });
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new Error(`the policy document does not name ${unused.map((name) => `[[${name}]]`).join(", ")}`);
  }
  return filled;
}

function filling(value: PolicyValue, quote: Quote): string {
  if (typeof value === "string") return escapeXml(value);
  return "xml" in value ? value.xml.trim() : escapeXml(jsonText(value.json), quote);
}

/** What an attribute stands in; empty in an element's text. */
type Quote = '"' | "'" | "";

/** The quotes around what begins at a place: right before it, or before the expression that it is part of. */
function quoteAround(text: string, at: number): Quote {
  const expression = text.lastIndexOf("@{", at);
  const isInside =
    expression >= 0 && !text.slice(expression, at).includes("}<") && !/\}["']/.test(text.slice(expression, at));
  const before = text[(isInside ? expression : at) - 1];
  return before === '"' || before === "'" ? before : "";
}

/**
 * JSON in which API Management sees no named value: it replaces `{{name}}` wherever that stands, in JSON's strings too.
 *
 * @returns text without `{{`
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll("{{", "{\\u007b");
}

/** Data of `apim-policies/`, read as it is: JSON. */
export function policyData(file: string): unknown {
  return JSON.parse(readText(file));
}

/**
 * Reads a document of `apim-policies/`, puts its fragments and shared code in place, fills it, indents it by
 * one space a level (API Management counts bytes), and makes sure that it is XML.
 *
 * @param file path inside `apim-policies/`
 */
export function policyDocument(file: string, values: Readonly<Record<string, PolicyValue>> = {}): string {
  const filled = fillPolicy(policyText(file), values).replace(/^(?: {4})+/gm, (indent) =>
    " ".repeat(indent.length / 4),
  );
  parseXml(filled);
  return filled;
}

/** A part of a document, several elements without a root of their own. */
export function policyPart(file: string, values: Readonly<Record<string, PolicyValue>>): PolicyValue {
  return { xml: fillPolicy(policyText(file), values) };
}

const CODE = /\[\[code:([a-z-]+)\]\]/g;
/** Comments that stand on lines of their own. */
const COMMENT = /^[ \t]*(?:\/\/[^\n]*|\/\*[^]*?\*\/[ \t]*)\n/gm;

/**
 * A document with the C# that several expressions share in the place of each `[[code:name]]`, escaped for XML. Comments
 * fall away, since an attribute has no line ends and `//` in it would swallow the rest of the expression; so does
 * indentation, since API Management takes documents of at most 256 KB.
 *
 * @param code gives the text of `expressions/<name>.cs`, which may itself name others
 * @throws Error when a comment stands behind a statement
 */
export function withCode(document: string, code: (name: string) => string): string {
  return document.replace(CODE, (_, name: string, at: number) =>
    escapeXml(expanded(name, code, []), quoteAround(document, at)),
  );
}

function expanded(name: string, code: (name: string) => string, within: readonly string[]): string {
  if (within.includes(name)) {
    throw new Error(`the code ${name} names itself`);
  }
  const text = code(name).replace(COMMENT, "");
  if (/^[^"'\n]*\/\//m.test(text)) {
    throw new Error(`the code ${name} has a comment behind a statement: put it on a line of its own`);
  }
  const dense = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
  return dense.replace(CODE, (_, inner: string) => expanded(inner, code, [...within, name]));
}

const INCLUDE = /<include-fragment fragment-id="([a-z-]+)" \/>/g;

/**
 * A document with what its fragments hold in their place: azure-native cannot create the resource that a fragment would
 * be (docs/decisions/0009-fragments-are-put-in-place.md).
 *
 * @param fragment gives the text of a fragment by its id
 * @throws Error when a fragment is not what API Management takes: one root, named `fragment`, including no other
 */
export function withFragments(document: string, fragment: (id: string) => string): string {
  return document.replace(INCLUDE, (_, id: string) => {
    const inner = /<fragment>([^]*)<\/fragment>\s*$/.exec(fragment(id))?.[1];
    if (inner === undefined || inner.includes("<include-fragment")) {
      throw new Error(`the fragment ${id} must have one root, <fragment>, and include no other`);
    }
    return `<!-- ${id} -->${inner.trimEnd()}`;
  });
}

function policyText(file: string): string {
  const document = withFragments(readText(file), (id) => readText(`fragments/${id}.xml`));
  return withCode(document, (name) => readText(`expressions/${name}.cs`));
}

function readText(file: string): string {
  return readFileSync(path.join(pulumi.getRootDirectory(), "apim-policies", file), "utf8");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** @param quote the quotes that it stands in, which alone need escaping; default: either */
function escapeXml(value: string, quote?: Quote): string {
  const kept = quote === undefined ? "" : quote === "" ? `"'` : quote === '"' ? "'" : '"';
  return value.replace(/[&<>"']/g, (character) =>
    kept.includes(character) ? character : (ESCAPES[character] ?? character),
  );
}
