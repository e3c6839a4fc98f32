/** The control port: a test can be every other party. Source: design/interfaces.md, "Control port". */
import { send } from "./wire";

/** What `POST /token` takes; null leaves a claim out. */
export interface TokenRequest {
  readonly server?: string;
  readonly aud?: string | null;
  readonly oid?: string | null;
  readonly azp?: string | null;
  readonly scp?: string | null;
  readonly roles?: readonly string[] | null;
  readonly tid?: string | null;
  readonly iss?: string | null;
  readonly nbf?: number | null;
  readonly exp?: number | null;
  readonly kid?: string | null;
  readonly alg?: string;
  readonly ver?: string | null;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export type FaultMode = "ok" | "down" | "error" | "throttled" | "slow" | "malformed";

/** One request as it reached a server. */
export interface Reached {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** One record of the gateway's log; audit records have every key of {@link AUDIT_KEYS}. */
export type LogRecord = Readonly<Record<string, unknown>>;

/** Keys of an audit record. Source: design/interfaces.md. */
export const AUDIT_KEYS = [
  "time",
  "correlationId",
  "decision",
  "reason",
  "control",
  "server",
  "protocol",
  "method",
  "tool",
  "user",
  "client",
  "status",
  "durationMs",
] as const;

export class Control {
  private readonly tokens = new Map<string, string>();

  constructor(private readonly origin: string) {}

  /** A token from the stand-in Entra; the same request gives the same token until the next reset or move of the clock. */
  async token(request: TokenRequest): Promise<string> {
    const key = JSON.stringify(request);
    const known = this.tokens.get(key);
    if (known !== undefined) return known;
    const { access_token: token } = (await this.call("POST", "/token", request)) as { access_token: string };
    this.tokens.set(key, token);
    return token;
  }

  async fault(target: string, mode: FaultMode): Promise<void> {
    await this.call("POST", "/fault", { target, mode });
  }

  async changeTools(server: string, change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call("PATCH", `/servers/${server}/tools`, change);
  }

  async setInstructions(server: string, text: string): Promise<void> {
    await this.call("PUT", `/servers/${server}/instructions`, { text });
  }

  async setAnswer(server: string, tool: string, answer: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call("PUT", `/servers/${server}/answers/${tool}`, answer);
  }

  async reached(server: string): Promise<readonly Reached[]> {
    return (await this.call("GET", `/servers/${server}/requests`)) as readonly Reached[];
  }

  async forgetReached(server: string): Promise<void> {
    await this.call("DELETE", `/servers/${server}/requests`);
  }

  async logs(): Promise<readonly LogRecord[]> {
    return (await this.call("GET", "/logs")) as readonly LogRecord[];
  }

  async forgetLogs(): Promise<void> {
    await this.call("DELETE", "/logs");
  }

  async advance(seconds: number): Promise<void> {
    this.tokens.clear();
    await this.call("POST", "/clock", { advanceSeconds: seconds });
  }

  async reset(): Promise<void> {
    this.tokens.clear();
    await this.call("POST", "/reset", {});
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await send({
      method,
      origin: this.origin,
      path,
      headers: text === undefined ? [] : [["Content-Type", "application/json"]],
      ...(text === undefined ? {} : { body: text }),
    });
    if (answer.status >= 300) {
      throw new Error(`the control port answered ${answer.status} to ${method} ${path}: ${answer.body.slice(0, 300)}`);
    }
    return answer.body === "" ? undefined : (JSON.parse(answer.body) as unknown);
  }
}
