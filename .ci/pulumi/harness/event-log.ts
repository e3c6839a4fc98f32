/**
 * What the engine says while it works: one JSON document a line, written by `--event-log`. It is the only place where the
 * CLI tells of policies: `preview --json` leaves them out.
 *
 * Source: pulumi/pulumi v3.248.0, sdk/go/common/apitype/events.go.
 */
import { readFileSync } from "node:fs";
import type { JsonObject } from "../../../plan/format";

/** A policy was violated. */
export interface PolicyEvent {
  readonly resourceUrn?: string;
  readonly message: string;
  readonly policyName: string;
  readonly policyPackName: string;
  readonly policyPackVersion: string;
  /** `advisory`, `mandatory`, `remediate` or `disabled`. */
  readonly enforcementLevel: string;
  readonly severity?: string;
}

/** A policy changed a resource's inputs. */
export interface RemediationEvent {
  readonly resourceUrn?: string;
  readonly policyName: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** What program, providers and engine had to say; the SDK's own account of each call (`debug`) is left out. */
export interface DiagnosticEvent {
  readonly urn?: string;
  readonly message: string;
  readonly severity: string;
  readonly ephemeral?: boolean;
}

/** A step's resource, before or after. */
export interface StepState {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: JsonObject;
  readonly outputs?: JsonObject;
}

/** What happens to a resource. */
export interface StepMetadata {
  /** `create`, `update`, `replace`, `create-replacement`, `delete-replaced`, `delete`, `same`, `refresh`, `read`... */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: StepState | null;
  readonly new?: StepState | null;
  /** Properties that differ. */
  readonly diffs?: readonly string[] | null;
  /** Properties that force a replacement. */
  readonly keys?: readonly string[] | null;
}

/** The parts of a log that are looked at here. */
export interface EventLog {
  readonly violations: readonly PolicyEvent[];
  readonly remediations: readonly RemediationEvent[];
  readonly diagnostics: readonly DiagnosticEvent[];
  /** Steps as the engine began them. */
  readonly steps: readonly StepMetadata[];
  /** Steps as they ended, with outputs. */
  readonly finished: readonly StepMetadata[];
  readonly failed: readonly StepMetadata[];
  /** Number of resources by operation, from the last summary. */
  readonly changes: Readonly<Record<string, number>>;
}

interface EngineEvent {
  readonly policyEvent?: PolicyEvent;
  readonly policyRemediationEvent?: RemediationEvent;
  readonly diagnosticEvent?: DiagnosticEvent;
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> | null };
}

/** Reads a log; an absent one is empty (the command failed before the engine began). */
export function readEventLog(file: string): EventLog {
  const events = textOf(file)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
  return {
    violations: present(events.map((event) => event.policyEvent)),
    remediations: present(events.map((event) => event.policyRemediationEvent)),
    diagnostics: present(events.map((event) => event.diagnosticEvent)).filter(
      ({ ephemeral, severity }) => ephemeral !== true && severity !== "debug",
    ),
    steps: present(events.map((event) => event.resourcePreEvent?.metadata)),
    finished: present(events.map((event) => event.resOutputsEvent?.metadata)),
    failed: present(events.map((event) => event.resOpFailedEvent?.metadata)),
    changes: present(events.map((event) => event.summaryEvent?.resourceChanges ?? undefined)).at(-1) ?? {},
  };
}

/** A message without the engine's colour directives, such as `<{%fg 13%}>`. */
export function withoutColours(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
  return values.filter((value): value is Value => value !== undefined);
}
