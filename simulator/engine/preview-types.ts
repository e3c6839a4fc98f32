import type { JsonObject, Plan } from "../../plan/format";

/** What to preview. */
export interface PreviewRequest {
  /** Folder with `Pulumi.yaml`, absolute. */
  readonly root: string;
  /** The stack's name: its file is `Pulumi.<stack>.yaml` in the project's `stackConfigDir`. */
  readonly stack: string;
  /**
   * Absolute path of a compiled JavaScript entry. Default: what `Pulumi.yaml` names, TypeScript through ts-node,
   * transpiled only (types are checked by `npm run types`, once, not at every preview).
   */
  readonly program?: string;
  /** Absolute folders with a `PulumiPolicy.yaml`, each with its configuration in the form of `--policy-pack-config`. */
  readonly policyPacks?: readonly PolicyPackRequest[];
  /** Outputs of other stacks for `StackReference`, by the reference's name: `organization/project/stack` or `stack`. */
  readonly stackOutputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Milliseconds within which a pack must answer one call, else it is ended. Default 60,000. */
  readonly policyTimeoutMs?: number;
  /** Stack file, absolute. Default `<root>/<stackConfigDir>/Pulumi.<stack>.yaml`. */
  readonly configFile?: string;
  /** Told of progress while the preview runs. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** When aborted every child process is killed and the preview rejects with `InterruptedError`. */
  readonly signal?: AbortSignal;
}

/** One policy pack and its configuration: a policy's name (or `all`) to its level, or to its level and properties. */
export interface PolicyPackRequest {
  readonly path: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Progress of a preview. Errors are no progress: they stand in the result, or in what is thrown. */
export type EngineEvent =
  | { readonly kind: "phase"; readonly phase: PreviewPhase }
  | { readonly kind: "resource"; readonly urn: string; readonly type: string; readonly count: number }
  | ({ readonly kind: "diagnostic" } & Diagnostic);

/**
 * `starting`: processes are on their way up; `program`: the program registers resources; `tracing`: it failed and is
 * run once more to find out where; `policies`: the last verdicts and the stack policies; `done`.
 */
export type PreviewPhase = "starting" | "program" | "tracing" | "policies" | "done";

/** What the program, a pack or the engine had to say. The SDK's own debug messages, which repeat values, are left out. */
export interface Diagnostic {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  readonly urn?: string;
}

/** Levels at which a policy may stand. Source: @pulumi/policy, `EnforcementLevel`. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** How bad a violation is. Empty string: the policy does not say. Source: @pulumi/policy, `Severity`. */
export type Severity = "" | "low" | "medium" | "high" | "critical";

/** What a pack says of one of its policies (`GetAnalyzerInfo`). */
export interface PolicyInfo {
  readonly pack: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The level in force: the pack's own, or what the request's configuration makes of it. */
  readonly enforcementLevel: EnforcementLevel;
  readonly severity: Severity;
  readonly remediationSteps: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly framework?: {
    readonly name: string;
    readonly version: string;
    readonly reference: string;
    readonly specification: string;
  };
}

/** A policy is violated. Level `remediate` shows as `mandatory` when what it remedied is violated still. */
export interface Violation {
  readonly pack: string;
  readonly packVersion: string;
  readonly policy: string;
  /** The resource. A stack policy may leave it out. */
  readonly urn?: string;
  readonly message: string;
  readonly enforcementLevel: "advisory" | "mandatory";
  readonly severity: Severity;
  readonly description: string;
}

/** A policy said that it does not apply (`args.notApplicable(reason)`). */
export interface NotApplicable {
  readonly policy: string;
  readonly urn?: string;
  readonly reason: string;
}

/** A policy at level `remediate` changed a resource's inputs, or says in `diagnostic` why it could not. */
export interface Remediation {
  readonly policy: string;
  readonly urn: string;
  readonly diagnostic?: string;
  /** The inputs as the policy left them, secrets closed. */
  readonly properties?: JsonObject;
}

/** What a preview found. A mandatory violation does not throw: it stands in `violations`. */
export interface PreviewResult {
  /** Complete and the same for the same input: every dependency stands first, ties by URN. */
  readonly plan: Plan;
  /** What the program exports, secrets closed, unknowns as the sentinel. */
  readonly stackOutputs: JsonObject;
  readonly policies: readonly PolicyInfo[];
  readonly violations: readonly Violation[];
  readonly notApplicable: readonly NotApplicable[];
  readonly remediations: readonly Remediation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Keys of `secure:` values: nothing here can decrypt them, so the program got a placeholder, marked secret. */
  readonly closedConfigSecrets: readonly string[];
}
