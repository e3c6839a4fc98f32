/**
 * Entra's refusals. Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes".
 */
import { randomUUID } from "node:crypto";

/** A refusal with Entra's number. */
export class EntraRefusal extends Error {
  constructor(
    /** OAuth's error, as Entra names it. */
    readonly error: string,
    /** `AADSTS...` without the letters. */
    readonly code: number,
    message: string,
    readonly status = 400,
    readonly suberror?: string,
  ) {
    super(message);
    this.name = "EntraRefusal";
  }
}

export interface EntraError {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  /** `2026-11-23 00:00:00Z` */
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri: string;
  readonly suberror?: string;
}

/** Entra's JSON form. */
export function entraError(refusal: EntraRefusal, now: number): EntraError {
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
  const traceId = randomUUID();
  const correlationId = randomUUID();
  return {
    error: refusal.error,
    error_description: `AADSTS${refusal.code}: ${refusal.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
    ...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror }),
  };
}
