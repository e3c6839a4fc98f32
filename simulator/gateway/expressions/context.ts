/** `context` of one request: what changes is queued and goes along with the next question. */
import type { Answer } from "./frames";
import {
  ExpressionError,
  type ContextChange,
  type Evaluated,
  type ExpressionContext,
  type RequestState,
  type ResponseState,
} from "./types";

/** How a context reaches the process. */
export interface Asking {
  /** Makes sure that there is a process, and says the how many-th it is: what an earlier one knew is lost. */
  process(): number;
  /** Name of the compiled expression. @throws Error where it was not loaded */
  nameOf(code: string): string;
  ask(message: Record<string, unknown>, blobs: readonly Buffer[]): Promise<Answer>;
  /** Told that the process may forget this context. */
  closed(id: number): void;
}

type Change = Record<string, unknown>;

export class QueuedContext implements ExpressionContext {
  private changes: Change[] = [];
  private blobs: Buffer[] = [];
  private openIn: number | undefined;
  private isClosed = false;

  constructor(
    private readonly id: number,
    private readonly host: Asking,
    request: RequestState,
    private readonly fixed: { readonly requestId: string; readonly timestampMs: number },
  ) {
    this.change({ request });
  }

  change(change: ContextChange): void {
    const { request, response, ...rest } = change;
    this.changes.push({
      ...rest,
      ...(request === undefined ? {} : { request: this.withBody(request) }),
      ...(response === undefined ? {} : { response: response === null ? null : this.withBody(response) }),
    });
  }

  setVariable(name: string, value: string | number | boolean): void {
    const int32 = typeof value === "number" && (value | 0) === value;
    this.setTyped(name, int32 ? "integer" : typeof value, value);
  }

  setResponseVariable(name: string, response: ResponseState | null): void {
    this.setTyped(name, "response", response === null ? null : this.withBody(response));
  }

  setJwtVariable(name: string, token: string): void {
    this.setTyped(name, "jwt", token);
  }

  importVariable(name: string, exported: string): void {
    this.setTyped(name, "exported", exported);
  }

  async exportVariable(name: string): Promise<string | undefined> {
    const { message } = await this.ask({ ask: "export", name });
    return message.exported as string | undefined;
  }

  async evaluate(code: string): Promise<Evaluated> {
    return described(await this.ask({ ask: "evaluate", expression: this.host.nameOf(code) }));
  }

  async evaluateInto(variable: string, code: string): Promise<Evaluated> {
    return described(await this.ask({ ask: "evaluate", expression: this.host.nameOf(code), into: variable }));
  }

  async variable(name: string): Promise<Evaluated | undefined> {
    const answer = await this.ask({ ask: "variable", name });
    return answer.message.kind === undefined ? undefined : described(answer);
  }

  async body(of: "request" | "response"): Promise<Buffer | undefined> {
    return (await this.ask({ ask: "body", of })).blob;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.openIn === this.host.process()) this.host.closed(this.id);
  }

  private setTyped(name: string, type: string, value: unknown): void {
    // Newtonsoft.Json puts another character for half a surrogate pair, escaped or not.
    const halved = typeof value === "string" && /\p{Surrogate}/u.test(value);
    const sent = halved ? { utf16: Buffer.from(value, "utf16le").toString("base64") } : { value };
    this.changes.push({ variable: { name, type, ...sent } });
  }

  /** A body travels as bytes beside the JSON, which holds its number. */
  private withBody(state: Partial<RequestState> | Partial<ResponseState>): Change {
    if (!("body" in state)) return state;
    if (state.body === undefined) return { ...state, body: null };
    return { ...state, body: this.blobs.push(state.body) - 1 };
  }

  private ask(question: Record<string, unknown>): Promise<Answer> {
    if (this.isClosed) return Promise.reject(new Error("This request has ended: its context was closed."));
    const generation = this.host.process();
    const opening = this.openIn === undefined;
    this.openIn ??= generation;
    if (this.openIn !== generation) {
      const lost = "The process that held this request's context ended while another expression ran.";
      return Promise.reject(new ExpressionError(lost, "WorkerDied"));
    }
    const { changes, blobs } = this;
    this.changes = [];
    this.blobs = [];
    const message = { ...question, context: this.id, changes, ...(opening ? { open: this.fixed } : {}) };
    return this.host.ask(message, blobs);
  }
}

function described({ message, blob }: Answer): Evaluated {
  const { kind, type, text } = message as { kind: string; type: string; text: string };
  const scalars: Readonly<Record<string, () => Evaluated["scalar"]>> = {
    null: () => null,
    string: () => text,
    boolean: () => text === "True",
    number: () => Number(text),
  };
  const evaluated = { type, text, scalar: scalars[kind]?.() };
  return blob === undefined ? evaluated : { ...evaluated, bytes: blob };
}
