/** What must be true of an exchange, exactly. */
import type { Breach } from "../attack";
import { AUDIT_KEYS, type LogRecord, type Reached } from "./control";
import type { Lab, LabServer } from "./lab";
import type { Answer, RawRequest } from "./wire";

/** What one exchange must show. What is not named is not looked at, but audit and what reached the server always are. */
export interface Expectation {
  readonly status: number | readonly number[];
  /** Reason code of the one audit record. */
  readonly reason: string | readonly string[];
  /** Control of the one audit record; null for what was let through. */
  readonly control: string | null | readonly (string | null)[];
  /** Parameters of `WWW-Authenticate: Bearer`; null: there must be none. */
  readonly challenge?: Readonly<Record<string, string>> | null;
  /** Code of the JSON-RPC error in the answer; null: no JSON-RPC body at all. */
  readonly rpc?: number | null;
  /** Whether the request may have reached the server. Default: it may not. */
  readonly reaches?: boolean;
  /** More that must be true: gives what is wrong, or nothing. */
  readonly also?: (seen: Seen) => string | undefined;
}

/** All that one exchange left behind. */
export interface Seen {
  readonly answer: Answer;
  readonly reached: readonly Reached[];
  readonly audit: readonly LogRecord[];
  /** Other traces of the gateway. */
  readonly traces: readonly LogRecord[];
}

/** Sends a request and holds what comes of it to the expectation. */
export async function exchange(
  lab: Lab,
  server: LabServer,
  request: RawRequest,
  expectation: Expectation,
): Promise<readonly Breach[]> {
  const seen = await observe(lab, server, request);
  return breaches(seen, expectation);
}

/** Sends a request and gathers what it left behind. */
export async function observe(lab: Lab, server: LabServer, request: RawRequest): Promise<Seen> {
  await Promise.all([lab.control.forgetLogs(), lab.control.forgetReached(server.name)]);
  const answer = await lab.send(request);
  const [reached, logs] = await Promise.all([lab.control.reached(server.name), recordsOf(lab)]);
  const isAudit = (record: LogRecord): boolean => "decision" in record;
  return { answer, reached, audit: logs.filter(isAudit), traces: logs.filter((record) => !isAudit(record)) };
}

/** What is not as expected. */
export function breaches(seen: Seen, expectation: Expectation): readonly Breach[] {
  const found: Breach[] = [];
  const { answer, reached, audit } = seen;
  const claim = (what: string, holds: boolean, expected: unknown, shown: unknown): void => {
    if (!holds) found.push({ what, expected: show(expected), seen: show(shown) });
  };
  const among = <T>(value: unknown, allowed: T | readonly T[]): boolean =>
    Array.isArray(allowed) ? allowed.includes(value) : value === allowed;
  claim(
    "status",
    among(answer.status, expectation.status),
    expectation.status,
    `${answer.status} ${answer.body.slice(0, 200)}`,
  );
  const [record] = audit;
  claim("audit records", audit.length === 1, 1, audit.length);
  if (record !== undefined) {
    claim("audit reason", among(record.reason, expectation.reason), expectation.reason, record.reason);
    claim("audit control", among(record.control, expectation.control), expectation.control, record.control);
    claim("audit status", record.status === answer.status, answer.status, record.status);
    claim(
      "audit decision",
      record.decision === (expectation.control === null ? "allow" : "deny"),
      expectation.control === null ? "allow" : "deny",
      record.decision,
    );
    const missing = AUDIT_KEYS.filter((key) => !(key in record));
    claim("audit keys", missing.length === 0, "every key", `without ${missing.join(", ")}`);
  }
  const mayReach = expectation.reaches ?? expectation.control === null;
  claim("reached the server", mayReach || reached.length === 0, "nothing", reached.length);
  if (expectation.challenge !== undefined) {
    const challenge = challengeOf(answer);
    claim("challenge", same(challenge, expectation.challenge), expectation.challenge, challenge);
  }
  if (expectation.rpc !== undefined) {
    claim(
      "JSON-RPC error",
      rpcCode(answer) === expectation.rpc,
      expectation.rpc,
      rpcCode(answer) ?? answer.body.slice(0, 200),
    );
  }
  const more = expectation.also?.(seen);
  if (more !== undefined) found.push({ what: "and also", expected: "as described", seen: more });
  return found;
}

/** Parameters of `WWW-Authenticate: Bearer`; null where there is none. Source: RFC 9110, 11.6.1; RFC 6750, 3. */
export function challengeOf(answer: Answer): Readonly<Record<string, string>> | null {
  const header = answer.headers["www-authenticate"];
  if (header === undefined) return null;
  const [scheme = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(header)?.slice(1) ?? [];
  const parameters: Record<string, string> = {};
  for (const match of rest.matchAll(/([\w-]+)="([^"]*)"/g)) parameters[match[1] ?? ""] = match[2] ?? "";
  return scheme === "Bearer" ? parameters : { scheme };
}

/** Code of the JSON-RPC error that an answer holds, JSON or stream; null where it holds none. */
export function rpcCode(answer: Answer): number | null {
  const messages = messagesOf(answer);
  const error = messages.map((message) => message.error).find((candidate) => isObject(candidate));
  return isObject(error) && typeof error.code === "number" ? error.code : null;
}

/** The JSON-RPC messages of an answer, JSON or stream. */
export function messagesOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  const isStream = (answer.headers["content-type"] ?? "").startsWith("text/event-stream");
  const texts = isStream ? [...answer.body.matchAll(/^data: ?(.*)$/gm)].map((match) => match[1] ?? "") : [answer.body];
  return texts.flatMap((text) => {
    try {
      const value: unknown = JSON.parse(text);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

/** Records appear within a second of the answer. */
async function recordsOf(lab: Lab): Promise<readonly LogRecord[]> {
  for (let tries = 0; tries < 20; tries += 1) {
    const records = await lab.control.logs();
    if (records.some((record) => "decision" in record)) return records;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return lab.control.logs();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  return isObject(value) ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)) : value;
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
