import { placeOf } from "../canonical";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { ServerSurface } from "../make";
import { visible } from "./characters";

/** Kinds of things that a lock pins one by one. */
export type SubjectKind = "tool" | "prompt" | "template";

/** One thing that is looked at. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Its name or URI template; undefined where it has none. */
  readonly name: string | undefined;
  /** `tool find_trails`, as findings and exceptions say it. */
  readonly where: string;
  readonly definition: JsonObject;
}

/** A text with its place. */
export interface PlacedText {
  readonly where: string;
  readonly text: string;
}

/** Everything that a surface pins one by one. */
export function subjectsOf({ tools, prompts, resourceTemplates }: Omit<ServerSurface, "protocol">): Subject[] {
  return [
    ...tools.map((definition, index) => subject("tool", "name", definition, index)),
    ...prompts.map((definition, index) => subject("prompt", "name", definition, index)),
    ...resourceTemplates.map((definition, index) => subject("template", "uriTemplate", definition, index)),
  ];
}

function subject(kind: SubjectKind, key: string, definition: JsonObject, index: number): Subject {
  const found = definition[key];
  const name = typeof found === "string" && found !== "" ? found : undefined;
  return { kind, name, where: `${kind} ${name === undefined ? `number ${index + 1}` : visible(name)}`, definition };
}

/** Every text in a value: names of members too, since a model is shown them. */
export function textsOf(value: Json, where: string): PlacedText[] {
  const texts: PlacedText[] = [];
  walk(value, (path, here) => {
    const place = joined(where, path);
    if (typeof here === "string") {
      texts.push({ where: place, text: here });
    } else if (isJsonObject(here)) {
      for (const name of Object.keys(here)) {
        texts.push({ where: `${place} (name of a member)`, text: name });
      }
    }
  });
  return texts;
}

/** Calls with every value in a value and its path, outermost first. */
export function walk(value: Json, visit: (path: string, value: Json) => void): void {
  const left = [{ path: "", value }];
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const { path, value: here } = next;
    visit(path, here);
    if (typeof here === "object" && here !== null) {
      for (const [name, child] of Object.entries(here)) {
        left.push({ path: placeOf(path, visible(name), Array.isArray(here)), value: child });
      }
    }
  }
}

/** A place within a subject. */
export function joined(where: string, path: string): string {
  return path === "" ? where : `${where}: ${path}`;
}
