/**
 * `send-request`: a request of the gateway's own; its answer becomes a variable. With `ignore-error` a failure makes the
 * variable null: whoever decides by it must refuse then. Reference: "Send request".
 */
import { PolicyError } from "../pipeline/policy-error";
import { EVERYWHERE, type Element } from "./definition";
import { compileOwnRequest, OWN_REQUEST_ATTRIBUTES, OWN_REQUEST_CHILDREN } from "./own-request";

export const sendRequest: Element = {
  name: "send-request",
  reference: "Send request",
  sections: EVERYWHERE,
  attributes: {
    ...OWN_REQUEST_ATTRIBUTES,
    "response-variable-name": { required: true },
    "ignore-error": { kind: "boolean" },
  },
  children: OWN_REQUEST_CHILDREN,
  compile(element, compilation) {
    const request = compileOwnRequest(element, compilation);
    const variable = compilation.literal(element, "response-variable-name") ?? "";
    const ignoreError = compilation.literal(element, "ignore-error")?.toLowerCase() === "true";
    return async (run) => {
      try {
        const send = await request(run);
        const response = await send();
        run.responses.set(variable, response);
        run.context.setResponseVariable(variable, response);
      } catch (error) {
        const ignored =
          ignoreError && error instanceof PolicyError && error.reason !== "ExpressionValueEvaluationFailure";
        if (!ignored) {
          throw error;
        }
        run.responses.set(variable, null);
        run.context.setResponseVariable(variable, null);
      }
    };
  },
};
