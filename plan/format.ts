/**
 * The plan: what every judge reads. It is the format of `pulumi stack export` (apitype `UntypedDeployment`, version 3),
 * so that whatever reads a preview's plan reads a deployed stack's export too.
 *
 * Source: pulumi/pulumi, sdk/go/common/apitype/core.go (`UntypedDeployment`, `ResourceV3`).
 */

/** What stands where a value is known only after deployment. Source: pulumi/pulumi, `plugin.UnknownStringValue`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object as one of Pulumi's own kinds of value. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** The value of {@link SIGNATURE_KEY} that marks a secret. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as a plan holds it: closed, its ciphertext a constant in a preview's plan. */
export interface ClosedSecret {
  readonly [SIGNATURE_KEY]: typeof SECRET_SIGNATURE;
  readonly ciphertext: string;
}

/** Any JSON value; in a plan strings may be {@link UNKNOWN} and objects may be a {@link ClosedSecret}. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** One resource of a plan. Judges rely on `inputs`, `dependencies` and `propertyDependencies`, never on `outputs`. */
export interface PlanResource {
  readonly urn: string;
  readonly custom: boolean;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: JsonObject;
  readonly outputs?: JsonObject;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: { readonly [property: string]: readonly string[] };
  /** `urn::id` of an explicit provider; left out for default providers. */
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly external?: boolean;
  readonly aliases?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly deletedWith?: string;
  readonly customTimeouts?: { readonly create?: number; readonly update?: number; readonly delete?: number };
}

/** The whole document. */
export interface Plan {
  readonly version: 3;
  readonly deployment: {
    readonly manifest: JsonObject;
    readonly resources: readonly PlanResource[];
  };
}
