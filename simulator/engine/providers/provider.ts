/** What a stand-in for a resource provider is: a plain object, served in-process by the engine and over gRPC to the CLI. */
import type { Properties } from "../values";
import type { Cloud } from "./cloud/cloud";
import type { PropertyChange } from "./difference";

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

/** A resource as it is found: the inputs are those that would make it what it is now. */
export interface Found extends Live {
  readonly inputs: Properties;
}

/** What a change of inputs means for a resource. */
export interface Difference {
  /** Names of the properties that differ. */
  readonly changed: readonly string[];
  /** Paths of what only a new resource can have. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Each place that differs, by its path. */
  readonly detailed: ReadonlyMap<string, PropertyChange>;
}

/** A provider with its configuration. */
export interface Provider {
  /** @param before the inputs of the resource as it is; none for a new one, or one that replaces another. */
  check(subject: Subject, inputs: Properties, before?: Properties): CheckResult;
  /**
   * With `preview` nothing is made: the id is empty and what only the cloud gives is unknown.
   * @throws Error when the cloud refuses.
   */
  create(subject: Subject, inputs: Properties, preview: boolean): Live;
  /** @param outputs the resource's, as they are. */
  diff(subject: Subject, before: Properties, after: Properties, outputs?: Properties): Difference;
  /** @throws Error when the cloud refuses. */
  update(subject: Subject, live: Live, inputs: Properties, preview: boolean): Live;
  /** What is not there is deleted already. @throws Error when the cloud refuses. */
  delete(subject: Subject, id: string): void;
  /** @returns nothing when there is no such resource. */
  read(subject: Subject, id: string, known: { inputs: Properties; outputs: Properties }): Found | undefined;
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
  /** @param cloud where it makes things; without one it remembers nothing and refuses nothing, as the offline preview needs. */
  configure(config: Properties, cloud?: Cloud): Provider;
}
