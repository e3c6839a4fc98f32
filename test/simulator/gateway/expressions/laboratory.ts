/** One expression host a test file, and requests to evaluate in. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { startExpressionHost } from "../../../../simulator/gateway/expressions";
import type {
  Evaluated,
  ExpressionContext,
  ExpressionHost,
  ExpressionProblem,
  RequestState,
} from "../../../../simulator/gateway/expressions/types";

/** 2026-11-23T10:00:00Z */
export const noon = Date.UTC(2026, 10, 23, 10);

export const place = { document: "server trails", line: 10, element: "set-variable/value" };

const url = { scheme: "https", host: "mcp.example.com", port: 443, path: "/trails/mcp", query: "?a=1&A=2&b=x%20y" };

export const plainRequest: RequestState = {
  method: "POST",
  url,
  originalUrl: { ...url, path: "/original" },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Many", "one"],
    ["x-many", "two"],
  ],
  ipAddress: "203.0.113.7",
  matchedParameters: { name: "trails" },
  body: Buffer.from('{"a":{"b":1}}'),
};

export class Laboratory {
  private started: ExpressionHost | undefined;
  clockMs = noon;

  constructor(private readonly timeoutMs?: number) {
    before(() => this.start());
    after(() => this.started?.close());
  }

  get host(): ExpressionHost {
    assert(this.started, "The host starts before the tests of the file.");
    return this.started;
  }

  async start(): Promise<ExpressionHost> {
    const limit = this.timeoutMs === undefined ? {} : { timeoutMs: this.timeoutMs };
    this.started = await startExpressionHost({ clock: { now: () => this.clockMs }, ...limit });
    return this.started;
  }

  open(request: Partial<RequestState> = {}): ExpressionContext {
    return this.host.open({ ...plainRequest, ...request }, { requestId: randomUUID(), timestampMs: noon });
  }

  /** Loads, and evaluates in a request of its own or in the one given. */
  async evaluate(code: string, context = this.open()): Promise<Evaluated> {
    assert.deepEqual(await this.problems(code), [], code);
    return context.evaluate(code);
  }

  async text(code: string, context?: ExpressionContext): Promise<string> {
    return (await this.evaluate(code, context)).text;
  }

  /** One batch for many costs what one costs alone. */
  async prepare(codes: readonly string[]): Promise<void> {
    assert.deepEqual(await this.host.load(codes.map((code) => ({ code, place }))), []);
  }

  problems(code: string): Promise<readonly ExpressionProblem[]> {
    return this.host.load([{ code, place }]);
  }

  /** The exception's name. */
  async thrown(code: string, context?: ExpressionContext): Promise<string> {
    let name = "nothing";
    await assert.rejects(this.evaluate(code, context), (error: { exception?: string; message: string }) => {
      name = `${error.exception ?? "Error"}: ${error.message}`;
      return true;
    });
    return name;
  }
}
