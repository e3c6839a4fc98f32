/** `set-body`: the message's body. Reference: "Set body". Liquid templates are not simulated, and are refused. */
import type { PolicyElement } from "../../../plan/policy-document";
import type { Run } from "../pipeline/run";
import type { ChildShape, Compilation, Element } from "./definition";

export const SET_BODY_SHAPE = {
  attributes: {
    template: { values: ["none", "liquid"] },
    "xsi-nil": { values: ["blank", "null"] },
    "parse-date": { kind: "boolean" },
  },
  text: "value",
} as const satisfies ChildShape;

/** The bytes of a body. */
export function compileSetBody(element: PolicyElement, compilation: Compilation): (run: Run) => Promise<Buffer> {
  if (element.attributes.template?.toLowerCase() === "liquid") {
    compilation.problem(element, "liquid templates are not simulated; write the body as text or as an expression");
  }
  const text = compilation.text(element);
  return (run) => run.bytes(text);
}

export const setBody: Element = {
  name: "set-body",
  reference: "Set body",
  sections: ["inbound", "backend", "outbound"],
  ...SET_BODY_SHAPE,
  compile(element, compilation) {
    const bytes = compileSetBody(element, compilation);
    return async (run) => {
      run.setBody(await bytes(run));
    };
  },
};
