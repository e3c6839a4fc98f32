/** What a stand-in for a resource provider is: a plain object, served in-process by the engine and over gRPC to the CLI. */
import type { Properties } from "../values";

/** The resource that an operation is about. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** Why Check refuses. `property` is a path such as `properties.sku.name`; none when it is about the whole resource. */
export interface CheckFailure {
  readonly property?: string;
  readonly reason: string;
}

/** What Check answers: the inputs with the provider's defaults, and what is wrong with them. */
export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** A resource as it is. */
export interface Live {
  readonly id: string;
  readonly outputs: Properties;
}

/** What a change of inputs means for a resource. */
export interface Difference {
  readonly changed: readonly string[];
  /** Those of `changed` that only a new resource can have. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** A provider with its configuration. */
export interface Provider {
  check(subject: Subject, inputs: Properties): CheckResult;
  /** With `preview` nothing is made: the id is empty and what only the cloud gives is unknown. */
  create(subject: Subject, inputs: Properties, preview: boolean): Live;
  diff(subject: Subject, before: Properties, after: Properties): Difference;
  update(subject: Subject, live: Live, inputs: Properties, preview: boolean): Live;
  /** @returns nothing when there is no such resource. */
  read(subject: Subject, id: string, known: { inputs: Properties; outputs: Properties }): Live | undefined;
  /** @throws Error with the function's name when it is not one that can be answered without the cloud. */
  invoke(token: string, args: Properties): Properties;
}

/** A provider's package. */
export interface ProviderPackage {
  /** As in `package:module:Type`. */
  readonly name: string;
  readonly version: string;
  /** Whether secrets reach the provider marked; otherwise the engine marks what comes back (as with azure-native). */
  readonly acceptsSecrets: boolean;
  checkConfig(config: Properties): CheckResult;
  configure(config: Properties): Provider;
}
