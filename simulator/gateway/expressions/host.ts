/** Expressions, their assemblies, the process that holds them, and the requests that are open in it. */
import allowedTypes from "./allowed-types.json";
import type { Refused } from "./cache";
import type { Check, ExpressionCompiler } from "./compiler";
import { QueuedContext, type Asking } from "./context";
import type { Answer } from "./frames";
import { ExpressionError } from "./types";
import type { ExpressionContext, ExpressionHost, ExpressionProblem, ExpressionSource, RequestState } from "./types";
import { Worker } from "./worker";

/** What is not an expression of a request: loading an assembly, holding it to the list. */
const loadingTimeoutMs = 60_000;

export interface HostParts {
  readonly compiler: ExpressionCompiler;
  /** Compiled host. */
  readonly program: string;
  readonly clock: { now(): number };
  /** Milliseconds one expression may take. */
  readonly timeoutMs: number;
}

export class WorkerHost implements ExpressionHost, Asking {
  private generation = 0;
  private worker: Worker;
  private readonly names = new Map<string, string>();
  private readonly assemblies: string[] = [];
  private forgotten: number[] = [];
  private contexts = 0;
  private isClosed = false;
  private loading: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: HostParts) {
    this.worker = this.start();
  }

  load(sources: readonly ExpressionSource[]): Promise<readonly ExpressionProblem[]> {
    const loaded = this.loading.then(() => this.loadNow(sources));
    this.loading = loaded.catch(() => undefined);
    return loaded;
  }

  open(request: RequestState, fixed: { readonly requestId: string; readonly timestampMs: number }): ExpressionContext {
    this.contexts += 1;
    return new QueuedContext(this.contexts, this, request, fixed);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.worker.close();
  }

  process(): number {
    if (!this.worker.alive && !this.isClosed) this.worker = this.start();
    return this.generation;
  }

  nameOf(code: string): string {
    const name = this.names.get(code);
    if (name === undefined) throw new Error(`This expression was not loaded, or has a problem: ${code}`);
    return name;
  }

  closed(id: number): void {
    this.forgotten.push(id);
  }

  ask(message: Record<string, unknown>, blobs: readonly Buffer[]): Promise<Answer> {
    return this.send(message, blobs, this.parts.timeoutMs);
  }

  private async loadNow(sources: readonly ExpressionSource[]): Promise<readonly ExpressionProblem[]> {
    const check: Check = async (assembly) => {
      const { message } = await this.send(
        { ask: "check", assembly, allowed: allowedTypes.types },
        [],
        loadingTimeoutMs,
      );
      return message.problems as Refused[];
    };
    const compiled = await this.parts.compiler.compile(
      sources.filter(({ code }) => !this.names.has(code)),
      check,
    );
    const assemblies = new Set(compiled.expressions.map(({ assembly }) => assembly));
    for (const assembly of assemblies) {
      if (this.assemblies.includes(assembly)) continue;
      await this.prepare({ ask: "load", assembly });
      this.assemblies.push(assembly);
    }
    for (const { code, name } of compiled.expressions) this.names.set(code, name);
    return compiled.problems;
  }

  /** Asked once more where a request's expression took the process with it. */
  private async prepare(message: Record<string, unknown>): Promise<Answer> {
    const ask = () => this.send(message, [], loadingTimeoutMs);
    return ask().catch((error: unknown) => {
      if (error instanceof ExpressionError && error.exception === "WorkerDied" && !this.isClosed) return ask();
      throw error;
    });
  }

  private async send(message: Record<string, unknown>, blobs: readonly Buffer[], timeoutMs: number): Promise<Answer> {
    if (this.isClosed) throw new ExpressionError("The expression host was closed.", "WorkerDied");
    this.process();
    const closed = this.forgotten;
    this.forgotten = [];
    const answer = await this.worker.ask({ message: { ...message, closed }, blobs, timeoutMs });
    const { exception } = answer.message;
    if (typeof exception === "string") throw new ExpressionError(String(answer.message.message), exception);
    return answer;
  }

  private start(): Worker {
    const { clock, program } = this.parts;
    this.generation += 1;
    this.forgotten = [];
    const worker = new Worker(program, () => clock.now());
    for (const assembly of this.assemblies) {
      // Where it fails, the worker died again, and whoever asks next is told.
      worker
        .ask({ message: { ask: "load", assembly, closed: [] }, blobs: [], timeoutMs: loadingTimeoutMs })
        .catch(() => undefined);
    }
    return worker;
  }
}
