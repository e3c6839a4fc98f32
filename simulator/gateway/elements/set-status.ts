/**
 * `set-status`: status code and reason of the answer. Reference: "Set status code". The page calls the reason required;
 * many of Microsoft's own samples leave it out, so it may be missing here.
 */
import { STATUS_CODES } from "node:http";
import type { PolicyElement } from "../../../plan/policy-document";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { EVERYWHERE, literal, type ChildShape, type Compilation, type Element } from "./definition";

export const SET_STATUS_SHAPE = {
  attributes: {
    code: { required: true, expression: true, kind: "integer", min: 100, max: 599 },
    reason: { expression: true },
  },
} as const satisfies ChildShape;

/** The status that is to be set. */
export function compileSetStatus(
  element: PolicyElement,
  compilation: Compilation,
): (run: Run) => Promise<{ code: number; reason: string }> {
  const code = compilation.attribute(element, "code") ?? literal("200");
  const reason = compilation.attribute(element, "reason");
  return async (run) => {
    const number = await run.integer(code);
    const status = {
      code: number,
      reason: reason === undefined ? (STATUS_CODES[number] ?? "") : await run.text(reason),
    };
    if (status.code < 100 || status.code > 599) {
      throw new PolicyError("ExpressionValueEvaluationFailure", `${status.code} is no status code.`);
    }
    return { ...status, reason: status.reason.replace(/[^\t\x20-\x7e\x80-\xff]/g, " ") };
  };
}

export const setStatus: Element = {
  name: "set-status",
  reference: "Set status code",
  sections: EVERYWHERE,
  ...SET_STATUS_SHAPE,
  compile(element, compilation) {
    const status = compileSetStatus(element, compilation);
    return async (run) => {
      const { code, reason } = await status(run);
      run.setStatus(code, reason);
    };
  },
};
