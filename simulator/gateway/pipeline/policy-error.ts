/** How a request leaves the normal way through the pipeline. */
import type { LastErrorState } from "../expressions/types";
import type { GatewayResponse } from "./message";

/**
 * An error of a policy or a built-in step: the rest is skipped and on-error runs with it as `context.LastError`.
 * Source: "Error handling in API Management policies".
 */
export class PolicyError extends Error {
  /** Where it happened; the pipeline fills it in. */
  place: Omit<LastErrorState, "reason" | "message"> | undefined;

  /**
   * @param reason the machine's code, as the page lists it
   * @param message for people; it becomes the default answer's text where `status` is below 500
   * @param status of the default answer, where on-error sets nothing
   * @param headers of the default answer
   */
  constructor(
    readonly reason: string,
    message: string,
    readonly status = 500,
    readonly headers: readonly (readonly [string, string])[] = [],
  ) {
    super(message);
    this.name = "PolicyError";
  }
}

/** A policy answered (`return-response`, `mock-response`, `cors`): nothing of the pipeline runs after it. */
export class Answered extends Error {
  constructor(readonly response: GatewayResponse) {
    super("answered");
    this.name = "Answered";
  }
}
