/** What policies share over all requests of one gateway. */
import type { PlanResource } from "../../../plan/format";
import type { OpenIdKeys } from "../network/openid-keys";
import type { LoopbackClient } from "../network/loopback-client";
import type { ConcurrencyGates } from "../state/concurrency-gates";
import type { Counters } from "../state/counters";
import type { ValueCache } from "../state/value-cache";

/** The gateway's and Entra's common time, in milliseconds since 1970; it can be moved. */
export interface Clock {
  now(): number;
}

/** What the `trace` policy emits. */
export interface TraceRecord {
  readonly source: string;
  readonly severity: TraceSeverity;
  readonly message: string;
  /** Milliseconds by the gateway's clock. */
  readonly at: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

export type TraceSeverity = "verbose" | "information" | "error";

/** What the `emit-metric` policy emits. */
export interface MetricRecord {
  readonly name: string;
  readonly namespace: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: number;
}

/** What the `log-to-eventhub` policy emits. */
export interface EventRecord {
  readonly logger: string;
  readonly text: string;
  readonly at: number;
}

export interface Services {
  readonly clock: Clock;
  readonly client: LoopbackClient;
  readonly keys: OpenIdKeys;
  readonly cache: ValueCache;
  readonly counters: Counters;
  readonly gates: ConcurrencyGates;
  /** Entra's origin. */
  readonly entra: string;
  /** Token of a managed identity; rejects where there is none. */
  identityToken(clientId: string, resource: string): Promise<string>;
  /** Verbosity of the service's own diagnostic; undefined: nothing takes traces. */
  readonly verbosity: TraceSeverity | undefined;
  /** By id in lower case. */
  readonly backends: ReadonlyMap<string, PlanResource>;
  trace(record: TraceRecord): void;
  metric(record: MetricRecord): void;
  event(record: EventRecord): void;
}
