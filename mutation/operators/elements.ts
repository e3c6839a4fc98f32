/** Elements left out, swapped, or told to ignore errors. */
import { elementsOf, type ElementPlace } from "../document";
import type { Change } from "../mutant";

/** The frame of a document: leaving it out is another mistake than leaving out a policy. */
const FRAME: ReadonlySet<string> = new Set(["policies", "fragment", "inbound", "backend", "outbound", "on-error"]);
/** Elements without which the document could not be saved. */
const REQUIRED: ReadonlySet<string> = new Set(["set-url", "set-method", "message", "value", "set-status"]);

/** Each element left out, `<base />` under a name of its own. */
export function* deletions(root: ElementPlace): Generator<Change> {
  for (const element of elementsOf(root)) {
    if (FRAME.has(element.name) || REQUIRED.has(element.name)) continue;
    const { start, end } = element;
    const operator = element.name === "base" ? "drop-base" : "delete-element";
    yield { operator, start, end, replacement: "", what: `without ${described(element)}` };
  }
}

/** Each two neighbours the other way round. */
export function* swaps(root: ElementPlace, text: string): Generator<Change> {
  for (const parent of elementsOf(root)) {
    if (parent.name === "policies") continue;
    for (const [index, first] of parent.children.entries()) {
      const second = parent.children[index + 1];
      if (second === undefined || sameText(first, second, text) || isOrderless(first, second)) continue;
      const between = text.slice(first.end, second.start);
      yield {
        operator: "swap-neighbours",
        start: first.start,
        end: second.end,
        replacement: text.slice(second.start, second.end) + between + text.slice(first.start, first.end),
        what: `${described(second)} before ${described(first)}`,
      };
    }
  }
}

/** `ignore-error` switched on. */
export function* ignoredErrors(root: ElementPlace): Generator<Change> {
  for (const element of elementsOf(root)) {
    for (const { name, value, start, end } of element.attributes) {
      if (name === "ignore-error" && value === "false") {
        yield {
          operator: "ignore-error",
          start,
          end,
          replacement: "true",
          what: `${described(element)} ignores errors`,
        };
      }
    }
  }
}

/** Each list of clients, audiences and the like emptied. */
export function* emptiedLists(root: ElementPlace): Generator<Change> {
  for (const element of elementsOf(root)) {
    const [first] = element.children;
    const last = element.children.at(-1);
    const isList = element.attributes.length === 0 && element.children.every(({ text }) => text !== undefined);
    if (first !== undefined && last !== undefined && isList && !FRAME.has(element.name)) {
      const { name } = element;
      yield { operator: "empty-list", start: first.start, end: last.end, replacement: "", what: `<${name}> empty` };
    }
  }
}

/** An element as a person finds it again. */
export function described(element: ElementPlace): string {
  const [attribute] = element.attributes;
  const named =
    attribute === undefined ? "" : ` ${attribute.name}="${attribute.value.replace(/\s+/g, " ").slice(0, 50)}"`;
  return `<${element.name}${named}>`;
}

function sameText(one: ElementPlace, other: ElementPlace, text: string): boolean {
  return text.slice(one.start, one.end) === text.slice(other.start, other.end);
}

/** Children that API Management takes in one order only, or in any: their order is no behaviour. */
function isOrderless(one: ElementPlace, other: ElementPlace): boolean {
  const ordered: ReadonlySet<string> = new Set([
    "set-url",
    "set-method",
    "set-status",
    "set-body",
    "message",
    "metadata",
    "value",
    "application-id",
    "audience",
    "client-application-ids",
    "audiences",
  ]);
  const isPartOfOne = (element: ElementPlace): boolean =>
    ordered.has(element.name) ||
    (element.name === "set-header" && ["return-response", "send-request"].includes(element.parent?.name ?? ""));
  return (
    (isPartOfOne(one) && isPartOfOne(other)) ||
    (one.parent?.name === "wait" && other.parent?.name === "wait") ||
    (one.name === "set-header" && other.name === "set-header")
  );
}
