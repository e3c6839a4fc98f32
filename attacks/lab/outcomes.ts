/** What the gateway answers for its reasons. Source: design/interfaces.md, "What the gateway answers". */
import type { LabServer } from "./lab";
import { isStateless } from "./messages";
import type { Expectation } from "./oracle";

/** Code of what is refused for its content. */
const CONTENT_REFUSED = -32001;
const INVALID_PARAMS = -32602;
const INTERNAL_ERROR = -32603;
const METHOD_NOT_FOUND = -32601;
/** Resource not found, up to 2025-11-25. */
const RESOURCE_NOT_FOUND = -32002;

type Outcome = Pick<Expectation, "status" | "reason" | "control" | "rpc">;

const outcomes = {
  allowed: { status: 200, control: null, rpc: null },
  "shield-hit": { status: 200, control: "MCP06-1", rpc: CONTENT_REFUSED },
  "shield-length": { status: 200, control: "MCP06-4", rpc: CONTENT_REFUSED },
  "shield-unavailable": { status: 200, control: "MCP06-4", rpc: CONTENT_REFUSED },
  "answer-shield-hit": { status: 200, control: "MCP06-2", rpc: CONTENT_REFUSED },
  "answer-shield-length": { status: 200, control: "MCP06-4", rpc: CONTENT_REFUSED },
  "answer-shield-unavailable": { status: 200, control: "MCP06-4", rpc: CONTENT_REFUSED },
  "answer-too-large": { status: 200, control: "MCP06-2", rpc: CONTENT_REFUSED },
  "answer-malformed": { status: 502, control: "MCP06-2", rpc: INTERNAL_ERROR },
  "backend-failed": { status: 502, control: "MCP10-3", rpc: INTERNAL_ERROR },
  "credential-unavailable": { status: 502, control: "MCP07-6", rpc: INTERNAL_ERROR },
  "arguments-invalid": { status: 200, control: "MCP05-2", rpc: INVALID_PARAMS },
  "tool-not-available": { status: 200, control: "MCP02-2", rpc: INVALID_PARAMS },
  "tool-quarantined": { status: 200, control: "MCP03-1", rpc: INVALID_PARAMS },
  "prompt-not-available": { status: 200, control: "MCP02-2", rpc: INVALID_PARAMS },
  "resource-not-available": { status: 200, control: "MCP02-2", rpc: RESOURCE_NOT_FOUND },
  "method-unknown": { status: 200, control: "MCP02-2", rpc: METHOD_NOT_FOUND },
  "insufficient-scope": { status: 403, control: "MCP02-2", rpc: null },
} as const;

/** A reason whose answer is known here. */
export type OutcomeReason = keyof typeof outcomes;

/** What a request is answered with for a reason. */
export function outcome(server: LabServer, reason: OutcomeReason): Outcome {
  const usual = outcomes[reason];
  if (!isStateless(server)) return { reason, ...usual };
  if (reason === "resource-not-available") return { reason, ...usual, rpc: INVALID_PARAMS };
  return reason === "method-unknown" ? { reason, ...usual, status: 404 } : { reason, ...usual };
}

/** What a message without an id is answered with: nothing can be said to it but that it was refused. */
export function silentOutcome(reason: OutcomeReason): Outcome {
  const { status, control } = outcomes[reason];
  return { reason, control, status: status < 400 ? 400 : status, rpc: null };
}
