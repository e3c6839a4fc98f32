import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parseXml } from "@rgrove/parse-xml";

/** What stands for a `[[name]]` in a document: text, which is escaped, or elements, which are not. */
export type PolicyValue = string | { readonly xml: string };

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
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(`the policy document names [[${name}]], which has no value`);
    }
    used.add(name);
    return typeof value === "string" ? escapeXml(value) : value.xml.trim();
  });
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new Error(`the policy document does not name ${unused.map((name) => `[[${name}]]`).join(", ")}`);
  }
  return filled;
}

/**
 * Reads a document of `apim-policies/`, puts its fragments in place, fills it, and makes sure that it is XML.
 *
 * @param file path inside `apim-policies/`
 */
export function policyDocument(file: string, values: Readonly<Record<string, PolicyValue>> = {}): string {
  const filled = fillPolicy(policyText(file), values);
  parseXml(filled);
  return filled;
}

/** A part of a document, several elements without a root of their own. */
export function policyPart(file: string, values: Readonly<Record<string, PolicyValue>>): PolicyValue {
  return { xml: fillPolicy(policyText(file), values) };
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
  const read = (name: string): string =>
    readFileSync(path.join(pulumi.getRootDirectory(), "apim-policies", name), "utf8");
  return withFragments(read(file), (id) => read(`fragments/${id}.xml`));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
