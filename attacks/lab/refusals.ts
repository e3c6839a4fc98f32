/** The refusals of design/interfaces.md, "What the gateway answers", as expectations. */
import { challengeFor, scopeChallengeFor } from "./challenge";
import type { LabServer } from "./lab";
import { messagesOf, type Expectation, type Seen } from "./oracle";

/** Let through: the server answered. */
export const SERVED: Expectation = { status: 200, reason: "allowed", control: null };

/** A token that is not good enough: 401 with the way to a good one, and nothing else. */
export function tokenRefused(server: LabServer, ...reasons: readonly string[]): Expectation {
  return {
    status: 401,
    reason: reasons,
    control: reasons.map((reason) => (/expired|not-yet-valid/.test(reason) ? "MCP01-6" : "MCP07-1")),
    challenge: challengeFor(server),
    rpc: null,
    also: ({ answer }) => (answer.body === "" ? undefined : `the refusal says something: ${answer.body.slice(0, 200)}`),
  };
}

/** A scope too few: 403 that names those needed. */
export function scopeRefused(server: LabServer, scope: string): Expectation {
  return {
    status: 403,
    reason: "insufficient-scope",
    control: "MCP02-2",
    challenge: scopeChallengeFor(server, scope),
    rpc: null,
  };
}

/** Refused with a plain status, no JSON-RPC body and no challenge. */
export function plainly(status: number, reason: string | readonly string[], control: string): Expectation {
  return { status, reason, control, challenge: null, rpc: null };
}

/** How a JSON-RPC refusal looks. */
export interface RpcRefusal {
  readonly status?: number;
  readonly code: number;
  readonly reason: string;
  readonly control: string;
  /** What the client is told in place of `reason` and `control`. */
  readonly wire?: { readonly reason: string; readonly control: string };
  /** Id of the request; null where it could not be read. Default 1. */
  readonly id?: number | string | null;
}

/** Refused with a JSON-RPC error whose `data` leads to the audit record. */
export function rpcRefused({ status = 200, code, reason, control, wire, id = 1 }: RpcRefusal): Expectation {
  const told = wire ?? { reason, control };
  return {
    status,
    reason,
    control,
    challenge: null,
    rpc: code,
    also: (seen) => errorFault(seen, id, told),
  };
}

/** Unknown, unmapped, disabled or quarantined: one and the same answer for all. */
export function notAvailable(reason: "tool-not-available" | "tool-quarantined" | "prompt-not-available"): Expectation {
  return rpcRefused({
    code: -32602,
    reason,
    control: reason === "tool-quarantined" ? "MCP03-1" : "MCP02-2",
    wire: { reason: "tool-not-available", control: "MCP02-2" },
  });
}

function errorFault(
  { answer, audit }: Seen,
  id: number | string | null,
  told: { readonly reason: string; readonly control: string },
): string | undefined {
  const [message] = messagesOf(answer);
  const error = message?.error as { readonly data?: Readonly<Record<string, unknown>> } | undefined;
  const wanted = { reason: told.reason, control: told.control, correlationId: audit[0]?.correlationId };
  const wrong = Object.entries(wanted).filter(([name, value]) => error?.data?.[name] !== value);
  if (message?.id !== id) return `the error is for id ${JSON.stringify(message?.id)}, not ${JSON.stringify(id)}`;
  return wrong.length === 0
    ? undefined
    : wrong
        .map(([name, value]) => `data.${name} is ${JSON.stringify(error?.data?.[name])}, not ${JSON.stringify(value)}`)
        .join("; ");
}
