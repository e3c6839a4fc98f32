/** What crosses between the policy pipeline and the C# that runs its expressions. */

/** Where an expression stands, for messages. */
export interface ExpressionPlace {
  /** Which document: `server trails`, `global`, ... */
  readonly document: string;
  /** Line in the document, counted from 1. */
  readonly line: number;
  /** Element, and attribute where it stands in one: `when/condition`. */
  readonly element: string;
}

/** One policy expression, `@(...)` or `@{...}`, after named values were put in. */
export interface ExpressionSource {
  readonly code: string;
  readonly place: ExpressionPlace;
}

/** Why an expression cannot run at API Management. */
export interface ExpressionProblem {
  readonly place: ExpressionPlace;
  /** What is wrong and what to write instead, one sentence. */
  readonly problem: string;
}

/** What an expression came to. Objects (JObject, Jwt, IResponse, ...) stay on the C# side. */
export interface Evaluated {
  /** C# type without its namespace: `String`, `Int32`, `Boolean`, `JObject`, `Jwt`, ...; `null` for null. */
  readonly type: string;
  /** The value where it is a string, number or boolean; undefined for objects. */
  readonly scalar: string | number | boolean | null | undefined;
  /** What API Management would write: invariant culture; the empty string for null. */
  readonly text: string;
  /** The bytes where it is a byte array. */
  readonly bytes?: Buffer;
}

/** Headers in the order in which they came; names as they came. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Starts with a slash. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
}

/** A message as `context.Request`, `context.Response` or a variable holds it. */
export interface RequestState {
  readonly method: string;
  readonly url: UrlParts;
  readonly originalUrl: UrlParts;
  readonly headers: HeaderList;
  readonly ipAddress: string;
  readonly matchedParameters: Readonly<Record<string, string>>;
  /** undefined: there is no body (`context.Request.Body == null`). */
  readonly body: Buffer | undefined;
}

export interface ResponseState {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: HeaderList;
  readonly body: Buffer | undefined;
}

export interface LastErrorState {
  readonly source: string;
  readonly reason: string;
  readonly message: string;
  readonly scope: string;
  readonly section: string;
  readonly path: string;
  readonly policyId: string;
}

/** A change of `context` before the next expression. Bodies given here are fresh: not consumed. */
export interface ContextChange {
  readonly request?: Partial<RequestState>;
  /** null: there is no response yet. */
  readonly response?: Partial<ResponseState> | null;
  readonly lastError?: LastErrorState;
  readonly api?: { readonly id: string; readonly name: string; readonly path: string };
  readonly operation?: {
    readonly id: string;
    readonly method: string;
    readonly urlTemplate: string;
    readonly name: string;
  };
  /** Milliseconds since the request came, by the gateway's clock. */
  readonly elapsedMs?: number;
}

/** `context` of one request, kept on the C# side. */
export interface ExpressionContext {
  /** Sent along with the next evaluation, in order. */
  change(change: ContextChange): void;
  /**
   * @param code the expression, loaded before
   * @throws ExpressionError where it throws, does not end in time, or the worker dies
   */
  evaluate(code: string): Promise<Evaluated>;
  /** Evaluates and keeps the value, whatever its type, as a variable. */
  evaluateInto(variable: string, code: string): Promise<Evaluated>;
  setVariable(name: string, value: string | number | boolean): void;
  /** A response as `send-request` leaves it; null where it failed with `ignore-error`. */
  setResponseVariable(name: string, response: ResponseState | null): void;
  /** A `Jwt`, as `validate-azure-ad-token` leaves it. The signature was checked before. */
  setJwtVariable(name: string, token: string): void;
  /** Moves an object (a value cached by `cache-store-value`) in and out, as JSON-able text with its type. */
  exportVariable(name: string): Promise<string | undefined>;
  importVariable(name: string, exported: string): void;
  /** What a variable holds; undefined where it is not set. */
  variable(name: string): Promise<Evaluated | undefined>;
  /** The body as it stands: undefined where there is none or an expression has consumed it. */
  body(of: "request" | "response"): Promise<Buffer | undefined>;
  close(): void;
}

/** The C# side. */
export interface ExpressionHost {
  /**
   * Compiles expressions that are new, in one batch, and holds them to API Management's list of types, member by member.
   *
   * @returns every problem, with its place; expressions without one can be evaluated
   */
  load(sources: readonly ExpressionSource[]): Promise<readonly ExpressionProblem[]>;
  open(request: RequestState, fixed: { readonly requestId: string; readonly timestampMs: number }): ExpressionContext;
  close(): Promise<void>;
}

/** An expression threw: `ExpressionValueEvaluationFailure`. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    /** Type of the exception in C#, or `Timeout`, `WorkerDied`. */
    readonly exception: string,
  ) {
    super(message);
  }
}
