/** One request on its way through the pipeline: what policies read and change. */
import type { Section } from "../../../plan/policy-document";
import {
  ExpressionError,
  type Evaluated,
  type ExpressionContext,
  type LastErrorState,
  type ResponseState,
} from "../expressions/types";
import type { HeaderFields } from "./header-fields";
import type { Measure } from "./measure";
import {
  BodyFailure,
  NO_BODY,
  READABLE_BODY,
  readWhole,
  type Body,
  type GatewayRequest,
  type GatewayResponse,
} from "./message";
import { PolicyError } from "./policy-error";
import type { Services, TraceSeverity } from "./services";
import { bodyReads, type Value } from "./value";

/** The API and operation that were matched. */
export interface Matched {
  readonly api: { readonly id: string; readonly name: string; readonly path: string };
  readonly operation: {
    readonly id: string;
    readonly method: string;
    readonly urlTemplate: string;
    readonly name: string;
  };
  /** Answers that the operation's contract shows, for `mock-response`. */
  readonly examples: readonly {
    readonly statusCode: number;
    readonly contentType: string;
    readonly body: string | undefined;
  }[];
  /** Where requests go that no policy sends elsewhere. */
  readonly serviceUrl: string | undefined;
  /** Verbosity of the diagnostic that takes traces; undefined: none takes them. */
  readonly verbosity: TraceSeverity | undefined;
}

export class Run {
  section: Section = "inbound";
  response: GatewayResponse | undefined;
  lastError: LastErrorState | undefined;
  /** Where the request goes, once a policy said so. */
  backendUrl: string | undefined;
  /** Path in place of the operation's, once a policy said so. */
  rewrittenPath: string | undefined;
  /** A preflight request that no operation takes: `cors` alone runs. */
  preflight = false;
  /** Run once the answer is settled: counting that was postponed. */
  readonly atEnd: (() => Promise<void>)[] = [];
  /** Header fields that limits add to the answer, whatever makes it. */
  readonly answerFields: (readonly [name: string, value: string])[] = [];
  /** Responses of `send-request`, for `return-response`. */
  readonly responses = new Map<string, ResponseState | null>();
  /** Milliseconds that reading an answer whole may take; set by `forward-request`. */
  answerTimeoutMs = 300_000;
  private shown = { request: false, response: false };

  constructor(
    readonly requestId: string,
    readonly request: GatewayRequest,
    readonly context: ExpressionContext,
    readonly services: Services,
    readonly measure: Measure,
    readonly matched: Matched | undefined,
    /** Aborted when the client goes away. */
    readonly signal: AbortSignal,
    readonly receivedAt: number,
  ) {}

  /** The message whose headers and body policies of this section change. */
  get changesResponse(): boolean {
    return this.section === "outbound" || this.section === "on-error";
  }

  /** The answer; there is one in outbound and on-error. */
  answer(): GatewayResponse {
    if (this.response === undefined) {
      throw new PolicyError("ResponseNotAvailable", "there is no response yet");
    }
    return this.response;
  }

  /** Header fields that this section changes. */
  get headers(): HeaderFields {
    return this.changesResponse ? this.answer().headers : this.request.headers;
  }

  // --- values -------------------------------------------------------------------------------------------------------

  async evaluate(code: string, variable?: string): Promise<Evaluated> {
    const reads = bodyReads(code);
    if (reads.request) {
      await this.showBody("request");
    }
    if (reads.response) {
      await this.showBody("response");
    }
    if (/\bElapsed\b/.test(code)) {
      this.context.change({ elapsedMs: this.services.clock.now() - this.receivedAt });
    }
    try {
      return await (variable === undefined ? this.context.evaluate(code) : this.context.evaluateInto(variable, code));
    } catch (error) {
      if (error instanceof ExpressionError) {
        throw new PolicyError("ExpressionValueEvaluationFailure", `Expression evaluation failed. ${error.message}`);
      }
      throw error;
    }
  }

  async text(value: Value): Promise<string> {
    return value.kind === "literal" ? value.text : (await this.evaluate(value.code)).text;
  }

  async boolean(value: Value): Promise<boolean> {
    if (value.kind === "literal") {
      return value.text === "true";
    }
    const { scalar, type } = await this.evaluate(value.code);
    if (typeof scalar === "boolean") {
      return scalar;
    }
    throw new PolicyError("ExpressionValueEvaluationFailure", `Expression returned ${type} where a Boolean is needed.`);
  }

  async integer(value: Value): Promise<number> {
    const text = (await this.text(value)).trim();
    if (!/^-?\d+$/.test(text)) {
      throw new PolicyError("ExpressionValueEvaluationFailure", "Expression did not return a whole number.");
    }
    return Number(text);
  }

  /** Text or bytes for a body. */
  async bytes(value: Value): Promise<Buffer> {
    if (value.kind === "literal") {
      return Buffer.from(value.text);
    }
    const { bytes, text } = await this.evaluate(value.code);
    return bytes ?? Buffer.from(text);
  }

  async setVariable(name: string, value: Value): Promise<void> {
    if (value.kind === "literal") {
      this.context.setVariable(name, value.text);
    } else {
      await this.evaluate(value.code, name);
    }
  }

  // --- changes ------------------------------------------------------------------------------------------------------

  /** To be called after header fields were changed. */
  headersChanged(): void {
    if (this.changesResponse) {
      this.context.change({ response: { headers: this.answer().headers.list } });
    } else {
      this.context.change({ request: { headers: this.request.headers.list } });
    }
  }

  setStatus(statusCode: number, statusReason: string): void {
    const answer = this.answer();
    answer.statusCode = statusCode;
    answer.statusReason = statusReason;
    this.context.change({ response: { statusCode, statusReason } });
  }

  setMethod(method: string): void {
    this.request.method = method;
    this.context.change({ request: { method } });
  }

  setUrl(url: GatewayRequest["url"]): void {
    this.request.url = url;
    this.context.change({ request: { url } });
  }

  setBody(bytes: Buffer): void {
    const of = this.changesResponse ? "response" : "request";
    this.drop(of);
    (of === "response" ? this.answer() : this.request).body = { kind: "bytes", bytes };
    this.shown[of] = false;
  }

  setResponse(response: GatewayResponse): void {
    this.drop("response");
    this.response = response;
    this.shown.response = false;
    const { statusCode, statusReason, headers } = response;
    this.context.change({ response: { statusCode, statusReason, headers: headers.list, body: undefined } });
  }

  setLastError(error: LastErrorState): void {
    this.lastError = error;
    this.context.change({ lastError: error });
  }

  // --- bodies -------------------------------------------------------------------------------------------------------

  /**
   * The body as it goes on: nothing, where an expression consumed it.
   *
   * `Body.As<T>()` without `preserveContent` leaves nothing to send, in Azure too.
   */
  async bodyToSend(of: "request" | "response"): Promise<Body> {
    const message = of === "request" ? this.request : this.answer();
    if (!this.shown[of]) {
      return message.body;
    }
    const bytes = await this.context.body(of);
    return bytes === undefined ? NO_BODY : { kind: "bytes", bytes };
  }

  /** The whole body of the request for a policy that reads it without C#. */
  async readRequestBody(): Promise<Buffer | undefined> {
    const body = await this.bodyToSend("request");
    return this.whole(body, "request");
  }

  async readResponseBody(): Promise<Buffer | undefined> {
    const body = await this.bodyToSend("response");
    return this.whole(body, "response");
  }

  /** Nobody wants the rest of that body. */
  drop(of: "request" | "response"): void {
    const body = (of === "request" ? this.request : this.response)?.body;
    if (body?.kind === "stream") {
      body.stream.on("error", () => undefined);
      // The client's connection is still needed for the answer; the backend's is not.
      if (of === "request") {
        body.stream.resume();
      } else {
        body.stream.destroy();
      }
    }
  }

  private async showBody(of: "request" | "response"): Promise<void> {
    const message = of === "request" ? this.request : this.response;
    if (this.shown[of] || message === undefined) {
      return;
    }
    this.shown[of] = true;
    const body = await this.whole(message.body, of);
    this.context.change(of === "request" ? { request: { body } } : { response: { body } });
  }

  private async whole(body: Body, of: "request" | "response"): Promise<Buffer | undefined> {
    if (body.kind !== "stream") {
      return body.kind === "bytes" ? body.bytes : undefined;
    }
    const bytes = await this.measure.wait(() => this.readStream(body.stream, of));
    const message = of === "request" ? this.request : this.answer();
    message.body = { kind: "bytes", bytes };
    return bytes;
  }

  private async readStream(stream: Extract<Body, { kind: "stream" }>["stream"], of: string): Promise<Buffer> {
    const timeout = { late: false };
    const timer =
      of === "response"
        ? setTimeout(() => {
            timeout.late = true;
            stream.destroy();
          }, this.answerTimeoutMs)
        : undefined;
    try {
      return await readWhole(stream, READABLE_BODY);
    } catch (error) {
      if (!(error instanceof BodyFailure)) {
        throw error;
      }
      if (timeout.late) {
        throw new PolicyError("Timeout", "The backend's answer did not end in time.");
      }
      if (this.signal.aborted || (of === "request" && !error.tooLarge)) {
        throw new PolicyError("ClientConnectionFailure", "The client closed the connection.", 400);
      }
      // Which reason Azure gives here is not documented.
      throw error.tooLarge
        ? new PolicyError("MessagePayloadTooLarge", error.message, of === "request" ? 413 : 500)
        : new PolicyError("BackendConnectionFailure", error.message);
    } finally {
      clearTimeout(timer);
    }
  }
}
