/**
 * Named values, `{{name}}`, put into the texts of a document. They are put in as text, inside C# literals too, so a value
 * with a quote in it breaks the expression it stands in, as it would in Azure.
 *
 * Source: "Use named values in Azure API Management policies". That they are put into the parsed document's values, not
 * into the XML around them, is our reading: the page shows them in attributes, texts and expressions only.
 */
import type { PolicyElement } from "../../../plan/policy-document";

/** What a named value comes to, or why it has no text here. */
export type NamedValue = { readonly value: string } | { readonly problem: string };

const REFERENCE = /\{\{\s*([A-Za-z0-9._-]+)\s*\}\}/g;

/** The element with all named values put in; `problem` hears of each that cannot be. */
export function withNamedValues(
  element: PolicyElement,
  lookUp: (name: string) => NamedValue,
  problem: (line: number, text: string) => void,
): PolicyElement {
  const fill = (text: string): string =>
    text.replace(REFERENCE, (reference, name: string) => {
      const found = lookUp(name);
      if ("value" in found) {
        return found.value;
      }
      problem(element.line, found.problem);
      return reference;
    });
  return {
    ...element,
    attributes: Object.fromEntries(Object.entries(element.attributes).map(([name, text]) => [name, fill(text)])),
    text: fill(element.text),
    children: element.children.map((child) => withNamedValues(child, lookUp, problem)),
  };
}
