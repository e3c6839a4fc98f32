/** `set-method`: the request's method. Reference: "Set request method". */
import type { PolicyElement } from "../../../plan/policy-document";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import type { ChildShape, Compilation, Element } from "./definition";

export const SET_METHOD_SHAPE = { text: "value" } as const satisfies ChildShape;

/** The method in upper case. */
export function compileSetMethod(element: PolicyElement, compilation: Compilation): (run: Run) => Promise<string> {
  const text = compilation.text(element);
  if (text.kind === "literal" && !isMethod(text.text)) {
    compilation.problem(element, `"${text.text}" is no HTTP method`);
  }
  return async (run) => {
    const method = (await run.text(text)).trim().toUpperCase();
    if (!isMethod(method)) {
      throw new PolicyError("ExpressionValueEvaluationFailure", "The expression gave no HTTP method.");
    }
    return method;
  };
}

export const setMethod: Element = {
  name: "set-method",
  reference: "Set request method",
  sections: ["inbound", "on-error"],
  ...SET_METHOD_SHAPE,
  compile(element, compilation) {
    const method = compileSetMethod(element, compilation);
    return async (run) => {
      run.setMethod(await method(run));
    };
  },
};

function isMethod(text: string): boolean {
  return /^[A-Za-z]{1,20}$/.test(text.trim());
}
