/** `set-header`: of the request before the backend answered, of the answer after. Reference: "Set header". */
import type { PolicyElement } from "../../../plan/policy-document";
import type { HeaderFields } from "../pipeline/header-fields";
import type { Run } from "../pipeline/run";
import { childrenOf, EVERYWHERE, literal, type ChildShape, type Compilation, type Element } from "./definition";

/** "The following headers can't be appended, overridden, or deleted." */
const UNTOUCHABLE: ReadonlySet<string> = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

export const SET_HEADER_SHAPE = {
  attributes: {
    name: { required: true, expression: true },
    "exists-action": { expression: true, values: ["override", "skip", "append", "delete"] },
  },
  children: { value: { many: true, text: "value" } },
  many: true,
} as const satisfies ChildShape;

/** Changes header fields; also those of a request or answer that a policy makes. */
export function compileSetHeader(
  element: PolicyElement,
  compilation: Compilation,
): (run: Run, headers: HeaderFields) => Promise<void> {
  const name = compilation.attribute(element, "name") ?? literal("");
  const action = compilation.attribute(element, "exists-action") ?? literal("override");
  const values = childrenOf(element, "value").map((child) => compilation.text(child));
  if (name.kind === "literal") {
    if (UNTOUCHABLE.has(name.text.toLowerCase())) {
      compilation.problem(element, `set-header cannot touch "${name.text}"; the gateway writes it itself`);
    } else if (!isFieldName(name.text)) {
      compilation.problem(element, `"${name.text}" is no name of a header`);
    }
  }
  if (action.kind === "literal" && action.text.toLowerCase() !== "delete" && values.length === 0) {
    compilation.problem(element, `<set-header> has no <value>; to remove a header write exists-action="delete"`);
  }
  return async (run, headers) => {
    const field = await run.text(name);
    const how = (await run.text(action)).toLowerCase();
    const texts: string[] = [];
    for (const value of values) {
      texts.push(fieldValue(await run.text(value)));
    }
    if (UNTOUCHABLE.has(field.toLowerCase()) || !isFieldName(field)) {
      return;
    }
    if (how === "delete") {
      headers.delete(field);
    } else if (how === "append") {
      headers.append(field, texts);
    } else if (how !== "skip" || !headers.has(field)) {
      headers.override(field, texts);
    }
  };
}

export const setHeader: Element = {
  name: "set-header",
  reference: "Set header",
  sections: EVERYWHERE,
  attributes: SET_HEADER_SHAPE.attributes,
  children: SET_HEADER_SHAPE.children,
  compile(element, compilation) {
    const change = compileSetHeader(element, compilation);
    return async (run) => {
      await change(run, run.headers);
      run.headersChanged();
    };
  },
};

function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** A line break would start a header of its own, and no byte above 255 fits into one. */
function fieldValue(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, " ");
}
